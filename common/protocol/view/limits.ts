/** Caps on what a page may send. They hold for the verbs of the chat too, which may take more from others. LIMITS.md lists them. */
export const viewLimits = {
  content: 16_000,
  draft: 16_000,
  text: 64_000,
  url: 2_000,
  /** UTF-16 units of a name of 40 characters. */
  name: 80,
  find: 200,
  /** Conversations whose last message the host keeps for lists, and characters of each. */
  previews: 1000,
  previewText: 120,
  parts: 20,
  recentEmoji: 24,
} as const;
