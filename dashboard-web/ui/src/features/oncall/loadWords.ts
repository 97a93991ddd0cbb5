/** The load of people on call, in words. */
import type { PersonLoad } from '../../api/load';
import { counted } from '../../lib/format';

/** "Ana Ruiz was called most: 7 times, 3 of them at night and 1 at a weekend." */
export function loadSentence(people: readonly PersonLoad[]): string {
  const [first] = [...people].sort((a, b) => b.calls - a.calls);
  if (first === undefined || first.calls === 0) return 'Nobody was called.';
  const apart = [
    ...(first.atNight === 0 ? [] : [`${first.atNight} of them at night`]),
    ...(first.atWeekends === 0 ? [] : [`${first.atWeekends} at weekends`]),
  ].join(' and ');
  const tied = people.filter(({ calls }) => calls === first.calls).length > 1;
  const rank = people.length === 1 ? '' : tied ? ' as often as anybody' : ' most';
  return `${first.name} was called${rank}: ${counted(first.calls, 'time')}${apart === '' ? '' : `, ${apart}`}.`;
}

/** "02:00 once, 14:00 3 times", for those who do not see the bars. */
export function hourWords(byHour: readonly number[]): string {
  const said = byHour.flatMap((count, hour) => (count === 0 ? [] : [`${String(hour).padStart(2, '0')}:00 ${count === 1 ? 'once' : `${count} times`}`]));
  return said.length === 0 ? 'never' : said.join(', ');
}
