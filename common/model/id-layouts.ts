import { layout, type Layout } from '../base/index.ts';
import type { DeviceKey, EntryId, IdentityKey, LogId, RoomId } from './ids.ts';

/** How ids stand in records and frames. */
export const idLayouts = {
  identity: layout.hex<IdentityKey>(32),
  device: layout.hex<DeviceKey>(32),
  entry: layout.hex<EntryId>(32),
  room: layout.hex<RoomId>(16),
  log: layout.hex<LogId>(16),
} as const satisfies Record<string, Layout<string>>;
