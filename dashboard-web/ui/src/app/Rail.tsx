import { IconChevronRight, IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { AppLink } from '../ui/AppLink';
import { paths } from '../lib/paths';
import { GROUPS, isAt, PLACES, type GroupName, type Place } from './places';

export function Rail({ pathname }: { readonly pathname: string }) {
  return (
    <nav className="rail" aria-label="Places">
      <div className="rail-inner">
        <AppLink to={paths.overview} className="mark-home" aria-label="Nightjar">
          <img src="/nightjar.svg" alt="" width={28} height={28} />
          <span>Nightjar</span>
        </AppLink>
        {GROUPS.map(({ name, folds }) => (folds ? <FoldedGroup key={name} name={name} pathname={pathname} /> : <Group key={name} name={name} pathname={pathname} />))}
      </div>
    </nav>
  );
}

interface GroupProps {
  readonly name: GroupName;
  readonly pathname: string;
}

function Group({ name, pathname }: GroupProps) {
  return (
    <>
      {name === '' ? null : (
        <p className="rail-group" aria-hidden>
          {name}
        </p>
      )}
      <PlaceList name={name} pathname={pathname} />
    </>
  );
}

/** Open while one of its places is on screen, and when somebody opened it. */
function FoldedGroup({ name, pathname }: GroupProps) {
  const [opened, setOpened] = useState(false);
  const here = PLACES.some((place) => place.group === name && isAt(place, pathname));
  const open = opened || here;
  return (
    <>
      <button type="button" className="rail-group" aria-expanded={open} onClick={() => setOpened(!open)}>
        {name} <IconChevronRight size={14} aria-hidden />
      </button>
      {open ? <PlaceList name={name} pathname={pathname} /> : null}
    </>
  );
}

function PlaceList({ name, pathname }: GroupProps) {
  return (
    <ul {...(name === '' ? {} : { 'aria-label': name })}>
      {PLACES.filter(({ group }) => group === name).map((place) => (
        <li key={place.name}>
          <PlaceLink place={place} here={isAt(place, pathname)} />
        </li>
      ))}
    </ul>
  );
}

/** All places, for a phone: its bar has room for a few. */
export function PlacesSheet({ pathname, onGone }: { readonly pathname: string; readonly onGone: () => void }) {
  return (
    <nav className="places-sheet" aria-label="All places" onClick={onGone}>
      {GROUPS.map(({ name }) => (
        <Group key={name} name={name} pathname={pathname} />
      ))}
    </nav>
  );
}

function PlaceLink({ place, here }: { readonly place: Place; readonly here: boolean }) {
  const { Icon } = place;
  return (
    <AppLink to={place.path} className="place" {...(here ? { 'aria-current': 'page' as const } : {})}>
      <Icon size={18} stroke={1.6} aria-hidden />
      <span>{place.name}</span>
    </AppLink>
  );
}

interface BottomBarProps {
  readonly pathname: string;
  readonly onMore: () => void;
}

export function BottomBar({ pathname, onMore }: BottomBarProps) {
  return (
    <nav className="bottom-bar" aria-label="Places at the thumb">
      {PLACES.filter(({ onPhone }) => onPhone).map((place) => (
        <PlaceLink key={place.name} place={place} here={isAt(place, pathname)} />
      ))}
      <button type="button" className="place" onClick={onMore}>
        <IconDots size={18} stroke={1.6} aria-hidden />
        <span>More</span>
      </button>
    </nav>
  );
}
