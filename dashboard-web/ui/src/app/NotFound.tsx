import { paths } from '../lib/paths';
import { AppLink } from '../ui/AppLink';
import { View } from '../ui/View';

export function NotFound() {
  return (
    <View title="Not found" sentence="There is no such page.">
      <p className="quiet">
        The address may be mistyped, or what it showed is gone. Press <kbd>/</kbd> to search, or go to the{' '}
        <AppLink className="link" to={paths.overview}>
          overview
        </AppLink>
        .
      </p>
    </View>
  );
}
