/**
 * The shell script that initialises a server, runs it and cleans up.
 *
 * - It creates a directory below `$1`, or below `/tmp` if the user cannot write to `$1`, and prints it to standard output.
 * - It reads from standard input: the superuser's password, the folder of PostgreSQL, a port, and further ports if the first
 *   is in use. A port also starts a server that has ended again.
 * - The end of the input stops it. The owner process holds the other end of the pipe, so when the owner ends, even by
 *   SIGKILL, the server stops and its directory is deleted.
 */
export const SUPERVISOR = `
umask 077
directory=$(mktemp -d "$1/embedded-postgres-XXXXXX" 2>/dev/null || mktemp -d /tmp/embedded-postgres-XXXXXX) || exit 1
trap 'cd /; rm -rf "$directory"' EXIT
# Ignore signals to the process group and a closed output: the server must still be stopped.
trap : HUP INT TERM
trap '' PIPE
cd "$directory" || exit 1
echo "$directory"
read -r password && read -r postgres || exit 1
echo "$password" >password
# initdb requires a user with a name, which a user in a container may lack.
id -un >/dev/null 2>&1 || named='unshare --user --map-user=65534'
$named "$postgres/bin/initdb" --pgdata=data --username=postgres --pwfile=password --auth=password \\
  --encoding=UTF8 --locale=C --no-sync --no-instructions >/dev/null </dev/null || exit 1
echo 'initialised' >&2
while read -r port; do
  # A killed server that nobody waited for counts as running.
  wait
  "$postgres/bin/postgres" -D data -p "$port" \\
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 \\
    -c default_transaction_isolation='repeatable read' -c timezone=UTC \\
    -c fsync=off -c full_page_writes=off </dev/null >/dev/null &
done
kill -INT $! 2>/dev/null && wait $!
`;
