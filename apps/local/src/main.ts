const OLDEST_NODE = 22;

// Before anything else is loaded: what needs a newer Node would fail in words of its own.
if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  process.stderr.write(
    `This needs Node.js ${OLDEST_NODE} or newer, and runs on ${process.versions.node}: run "npm ci", which brings one, then "npm start".\n`,
  );
  process.exitCode = 1;
} else {
  void import('./command-line.js').then(({ runCommandLine }) => runCommandLine());
}
