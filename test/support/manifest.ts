import { readFileSync } from 'node:fs';

export interface Setting {
  readonly type: string;
  readonly scope: string;
  readonly default: unknown;
  readonly order: number;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly enumItemLabels?: readonly string[];
  readonly markdownDescription: string;
  readonly pattern?: string;
  readonly ignoreSync?: boolean;
  readonly tags?: readonly string[];
}

export interface Command {
  readonly command: string;
  readonly title: string;
  readonly category: string;
  readonly icon?: string;
  readonly enablement?: string;
}

export interface Step {
  readonly completionEvents: readonly string[];
  readonly media: { readonly svg: string };
}

export interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly activationEvents: readonly string[];
  readonly files: readonly string[];
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<
      Record<string, readonly { readonly command: string; readonly when?: string; readonly group: string }[]>
    >;
    readonly keybindings: readonly {
      readonly command: string;
      readonly key: string;
      readonly mac: string;
      readonly when: string;
    }[];
    readonly colors: readonly { readonly id: string; readonly defaults: Readonly<Record<string, string>> }[];
    readonly walkthroughs: readonly { readonly id: string; readonly steps: readonly Step[] }[];
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when: string }[];
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string }[] };
    readonly views: {
      readonly p2pChat: readonly {
        readonly id: string;
        readonly name: string;
        readonly initialSize?: number;
        readonly icon?: string;
        readonly when?: string;
      }[];
    };
    readonly configuration: readonly {
      readonly title: string;
      readonly order: number;
      readonly properties: Readonly<Record<string, Setting>>;
    }[];
  };
}
export const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

/** Every setting of every section, in the order in which they are shown. */
export const declaredSettings: readonly (readonly [string, Setting])[] = manifest.contributes.configuration.flatMap(
  ({ properties }) => Object.entries(properties),
);

/** Its texts. */
export const english = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
export const portuguese = JSON.parse(readFileSync('package.nls.pt-br.json', 'utf8')) as Record<string, string>;
