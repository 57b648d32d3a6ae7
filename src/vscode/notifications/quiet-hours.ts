const pattern = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

/** Whether a time of day lies in hours such as `22:00-08:00`, which may cross midnight; the end is outside. Anything else is no hours at all. */
export const inQuietHours = (hours: string, now: { readonly hour: number; readonly minute: number }): boolean => {
  const [, ...parts] = pattern.exec(hours.trim()) ?? [];
  const [fromHour, fromMinute, toHour, toMinute] = parts.map(Number);
  if (fromHour === undefined || fromMinute === undefined || toHour === undefined || toMinute === undefined)
    return false;
  const from = fromHour * 60 + fromMinute;
  const to = toHour * 60 + toMinute;
  const at = now.hour * 60 + now.minute;
  return from <= to ? from <= at && at < to : at >= from || at < to;
};
