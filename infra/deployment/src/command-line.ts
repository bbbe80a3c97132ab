/** Runs a command with the arguments of this process. An error is printed as one message, and the process exits with 1. */
export const commandLine = (command: (args: readonly string[]) => Promise<void>): void => {
  command(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
};
