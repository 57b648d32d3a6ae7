import { globSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeOf } from '../../support/core-law.ts';

const root = path.join(import.meta.dirname, '../../..');
/** Words of our own that gave way to the field's, by folder: what replaced each stands in the glossary or is plain. */
const left: Readonly<Record<string, string>> = {
  'src/chat': `Parts assemble Excuses excused mayLack Neighbour Taught taught keepEarly takeEarly Gate Offers CatchUp unstick Wants stuck Answers
    CaughtUp AskedTracker mustWait OwnWrite takeFitting DiskWatch Intake picture loadedTo readTo unsave RowNews pulls pulling lookFresh Looked
    Word Amended Amendments Amender Saying Rereads newsOf calledIn callsOf shownAt owe takeOwed believedFor laterCodes
    standsAnyway Announcer eachPage onForeign onNotMine putBack seek
    About aboutOf judge introduce tellOf owes arrived`,
  common:
    'atDoor Held nothingHeld heldTo endOf Stretch checkAlone checkVouched checkShape labelled silences fillPlaces',
  'src/peer': 'knobs Wanted Pair greet greeted greeting halfOpen patientTimer OneTimer',
  'src/tracker-client': 'Comeback obey wasUp comeBack greeting',
  'src/store': 'Words tryLead Finder growBy',
  'src/identity': 'Stretch stretch StretchThread',
  'src/engine': 'Outlook picture Doorway openDoorway Entrance goodbye atMost',
  'src/app': 'Outlook picture Doorway openDoorway Entrance goodbye atMost',
  'src/vscode': 'Desk AppDoor ChatHost Facts Situation Remembered Letter writeTo toldFor',
  webview: 'Writer Rover Passage Hold linesAt wear dress isTimeLeft requoted exchanged doubted',
  'tracker-server/src': 'Door RoomBook PeerNews RoomNews proving proved',
};

const oldNames = (names: string): RegExp => new RegExp(String.raw`\b(?:${names.trim().split(/\s+/).join('|')})\b`, 'g');

describe('a word of our own that gave way to the word of the field does not come back', () => {
  test.each(Object.entries(left))('%s', (folder, names) => {
    const files = globSync(`${folder}/**/*.ts`, { cwd: root, exclude: ['**/.tsbuild/**', '**/emoji-table.ts'] });
    expect(files.length).toBeGreaterThan(5);
    const found = files.flatMap((file) =>
      [...codeOf(readFileSync(path.join(root, file), 'utf8')).matchAll(oldNames(names))].map(
        ([name]) => `${file}: ${name}`,
      ),
    );
    expect(found).toEqual([]);
  });

  test('it would be found as a name, and is nobody’s business in a text', () => {
    const code = codeOf("/* Gate */ const text = 'Gate'; // Gate\nclass Gate {}");
    expect([...code.matchAll(oldNames('Gate Taught'))]).toHaveLength(1);
  });
});
