const heartbeat = 20_000;

/** Says what a slow step does, that it goes on, and how long it took. The error of the work passes through. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const seconds = (): string => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  console.log(`• ${title} …`);
  const timer = setInterval(() => {
    console.log(`  … ${title}: ${seconds()} so far`);
  }, heartbeat);
  try {
    const result = await work();
    console.log(`  done in ${seconds()}`);
    return result;
  } catch (error) {
    console.log(`  failed after ${seconds()}`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}
