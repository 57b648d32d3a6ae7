/** What a run costs this thread, in milliseconds of the processor: the same however busy the machine is. */
export const processorTime = (run: () => void): number => {
  const { user } = process.threadCpuUsage();
  run();
  return (process.threadCpuUsage().user - user) / 1000;
};
