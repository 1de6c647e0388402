import { useSettings } from '#state/settingsStore.ts';
import { Button } from '#ui/Button.tsx';
import { BarButton } from '../BarButton.tsx';
import { messages } from '../messages.ts';
import { declineTour, startTour } from './tourStore.ts';

/** The quiet link to the tour, until it is taken or declined. */
export function TourOffer() {
  const isOffered = useSettings((settings) => settings.isTourOffered);
  if (!isOffered) return null;
  return (
    <div className="tour-offer">
      <Button variant="ghost" className="tour-offer__link" onClick={startTour}>
        {messages.takeTour}
      </Button>
      <BarButton name={messages.declineTour} icon="close" size="small" onClick={declineTour} />
    </div>
  );
}
