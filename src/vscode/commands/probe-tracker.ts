const patience = 5000;

/** Whether anything answers at a tracker's address. A person waits for it, so that a mistyped address shows at once. */
export const reachable = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(new URL('/healthz', url.replace(/^ws/, 'http')), {
      signal: AbortSignal.timeout(patience),
    });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
};
