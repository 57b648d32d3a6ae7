import { AppError } from './app-error.ts';

/** The AppError that `run` throws is its answer. Whatever else it throws is a defect, and goes on. */
export const attempt = <T>(run: () => T): T | AppError => {
  try {
    return run();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
};
