/**
 * The shell script that sets a server up, runs it and clears up after it. It works below the directory `$1`, or
 * `/tmp` if that is closed to its user, and tells on its standard output where. On its standard input it is told the
 * superuser's password, the folder of PostgreSQL, and then a port to start at, or another one if that is taken. The
 * end of the input means stop: the owner holds the other end, so however it ends, even by SIGKILL, the server
 * ends too and its directory goes.
 */
export const SUPERVISOR = `
umask 077
directory=$(mktemp -d "$1/embedded-postgres-XXXXXX" 2>/dev/null || mktemp -d /tmp/embedded-postgres-XXXXXX) || exit 1
trap 'cd /; rm -rf "$directory"' EXIT
# Neither a signal to everyone nor that nobody reads any more is a reason to leave the server behind.
trap : HUP INT TERM
trap '' PIPE
cd "$directory" || exit 1
echo "$directory"
read -r password && read -r postgres || exit 1
echo "$password" >password
# initdb insists on a user with a name, which a container's user may lack.
id -un >/dev/null 2>&1 || named='unshare --user --map-user=65534'
$named "$postgres/bin/initdb" --pgdata=data --username=postgres --pwfile=password --auth=password \\
  --encoding=UTF8 --locale=C --no-sync --no-instructions >/dev/null </dev/null || exit 1
echo 'initialised' >&2
while read -r port; do
  "$postgres/bin/postgres" -D data -p "$port" \\
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 \\
    -c default_transaction_isolation='repeatable read' -c timezone=UTC \\
    -c fsync=off -c full_page_writes=off </dev/null >/dev/null &
done
kill -INT $! 2>/dev/null && wait $!
`;
