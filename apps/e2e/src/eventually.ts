export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Repeats a check until it passes. @throws its last error after so many seconds */
export const eventually = async (check: () => void | Promise<void>, seconds = 10): Promise<void> => {
  for (const deadline = Date.now() + seconds * 1000; ; await sleep(50)) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
};
