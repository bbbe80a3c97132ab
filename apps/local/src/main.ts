const OLDEST_NODE = 22;

// Checked before anything else is loaded: modules that need a newer Node.js would fail with an unclear error.
if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  process.stderr.write(
    `The local cloud needs Node.js ${OLDEST_NODE} or later, but this is ${process.versions.node}. Run "npm ci", which installs Node.js 24 for this project, then "npm start".\n`,
  );
  process.exitCode = 1;
} else {
  void import('./command-line.js').then(({ runCommandLine }) => runCommandLine());
}
