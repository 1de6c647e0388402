import { useState } from 'react';
import type { Notice } from '#state/noticeStore.ts';
import { dismissNotice, useNotices } from '#state/noticeStore.ts';
import { BarButton } from '../BarButton.tsx';
import { Button } from '#ui/Button.tsx';
import { messages } from '../messages.ts';

/** What happened, what can be done: over the page, never in its way. */
export function Notices() {
  const notices = useNotices();
  return (
    <section className="notices" aria-label={messages.notices}>
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeCard({ notice }: { notice: Notice }) {
  const { id, tone, text, details, actions } = notice;
  const [isUnfolded, unfold] = useState(notice.isUnfolded);
  return (
    <article className="notice" data-tone={tone}>
      <div className="notice__row">
        <p className="notice__text" role={tone === 'error' ? 'alert' : 'status'}>
          {text}
        </p>
        <BarButton name={messages.dismiss} icon="close" onClick={() => dismissNotice(id)} />
      </div>
      {isUnfolded && details.length > 0 && (
        <ul className="notice__details">
          {details.map((detail, index) => (
            <li key={index}>{detail}</li>
          ))}
        </ul>
      )}
      {(actions.length > 0 || (details.length > 0 && !isUnfolded)) && (
        <div className="notice__actions">
          {actions.map((action) => (
            <Button
              key={action.label}

              onClick={() => {
                if (action.keepsNotice !== true) dismissNotice(id);
                action.run();
              }}
            >
              {action.label}
            </Button>
          ))}
          {details.length > 0 && !isUnfolded && (
            <Button onClick={() => unfold(true)}>{messages.details}</Button>
          )}
        </div>
      )}
    </article>
  );
}
