import { IconDots } from '@tabler/icons-react';
import { AppLink } from '../ui/AppLink';
import { paths } from '../lib/paths';
import { isAt, PLACES, type Place } from './places';

export function Rail({ pathname }: { readonly pathname: string }) {
  return (
    <nav className="rail" aria-label="Places">
      <div className="rail-inner">
        <AppLink to={paths.overview} className="mark-home" aria-label="Nightjar">
          <img src="/nightjar.svg" alt="" width={28} height={28} />
          <span>Nightjar</span>
        </AppLink>
        <ul>
          {PLACES.map((place) => (
            <li key={place.name}>
              <PlaceLink place={place} here={isAt(place, pathname)} />
            </li>
          ))}
        </ul>
      </div>
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
