type Declaration =
  | { readonly type: 'boolean'; readonly default: boolean }
  | { readonly type: 'integer' | 'number'; readonly default: number }
  | { readonly type: 'string'; readonly default: string; readonly enum?: readonly string[] }
  | { readonly type: 'array'; readonly default: readonly unknown[] };

/** Every setting, in the words of package.json, which is checked against it. */
export const settings = {
  connectOnStartup: { type: 'boolean', default: true },
  'chat.openLocation': { type: 'string', enum: ['editor', 'beside', 'sidebar'], default: 'beside' },
  'chat.sendKey': { type: 'string', enum: ['enter', 'ctrlEnter'], default: 'enter' },
  /** 0: the editor's. */
  'appearance.fontSize': { type: 'number', default: 0 },
  'appearance.density': { type: 'string', enum: ['comfortable', 'compact'], default: 'comfortable' },
  'appearance.timeFormat': { type: 'string', enum: ['auto', '12h', '24h'], default: 'auto' },
  'statusBar.visibility': { type: 'string', enum: ['always', 'whenUnread', 'never'], default: 'always' },
  /** `mentions`: direct messages too. */
  'notifications.level': { type: 'string', enum: ['all', 'mentions', 'none'], default: 'mentions' },
  'notifications.showPreview': { type: 'boolean', default: true },
  'notifications.quietHours': { type: 'string', default: '' },
  /** 0: never. */
  'status.autoAwayMinutes': { type: 'integer', default: 10 },
  'privacy.presence': { type: 'string', enum: ['everyoneInRooms', 'invisible'], default: 'everyoneInRooms' },
  'privacy.sendTyping': { type: 'boolean', default: true },
  'privacy.sendReadReceipts': { type: 'boolean', default: true },
  trackers: { type: 'array', default: [] },
  /** 0: any that is free. */
  'network.listenPort': { type: 'integer', default: 0 },
  /** `auto`: on every network; `loopback`: from this computer only. */
  'network.listenHost': { type: 'string', enum: ['auto', 'loopback'], default: 'auto' },
  'localTracker.port': { type: 'integer', default: 6060 },
  /** `all`: people on the computer's networks may come too. */
  'localTracker.bind': { type: 'string', enum: ['loopback', 'all'], default: 'loopback' },
  'localTracker.keepRunning': { type: 'boolean', default: true },
} as const satisfies Readonly<Record<string, Declaration>>;

export type SettingName = keyof typeof settings;

interface Types {
  readonly boolean: boolean;
  readonly integer: number;
  readonly number: number;
  readonly string: string;
  readonly array: readonly unknown[];
}
type ValueOf<D extends Declaration> = D extends { readonly enum: readonly (infer V)[] } ? V : Types[D['type']];
export type SettingValue<N extends SettingName> = ValueOf<(typeof settings)[N]>;

export const settingSection = 'p2pChat';
export const settingId = (name: SettingName): string => `${settingSection}.${name}`;

/**
 * People write settings by hand. What is no value of the setting is taken as its default; of a switch what says nothing is off, and one thing
 * alone is a list of one.
 */
export const settingValue = <N extends SettingName>(name: N, written: unknown): SettingValue<N> =>
  read(settings[name], written) as SettingValue<N>;

const read = (declared: Declaration, written: unknown): unknown => {
  if (written === undefined) return declared.default;
  switch (declared.type) {
    case 'boolean':
      return Boolean(written);
    case 'integer':
    case 'number':
      return typeof written === 'number' ? written : declared.default;
    case 'string': {
      const known = typeof written === 'string' && (declared.enum?.includes(written) ?? true);
      return known ? written : declared.default;
    }
    case 'array':
      return [written].flat();
  }
};
