import { Kbd, Modal } from '@mantine/core';
import { PLACES } from './places';

const KEYS: readonly (readonly [string, string])[] = [
  ['/ or Ctrl K', 'Search and commands'],
  ['t', 'Time range'],
  ['[ and ]', 'Earlier and later'],
  ['+ and -', 'Closer and wider'],
  ['j and k', 'Next and previous row'],
  ['Enter', 'Open the row'],
  ['a', 'Acknowledge'],
  ['e', 'Escalate'],
  ['s', 'Silence'],
  ['n', 'Note'],
  ['r', 'Resolve'],
  ['d', 'Declare an incident'],
  ['?', 'This list'],
];

export function KeyHelp({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keys" size="lg">
      <div className="key-help">
        {[...KEYS, ...PLACES.map(({ letter, name }) => [`g ${letter}`, name] as const)].map(([key, what]) => (
          <div key={key}>
            <Kbd>{key}</Kbd> {what}
          </div>
        ))}
      </div>
    </Modal>
  );
}
