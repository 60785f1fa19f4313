// Name, connection and language: the same strip on the phone and the desk.
import type { ComponentChildren } from 'preact';
import type { Online } from '../../model/hall';
import { commonWords, language, switchLanguage } from '../text/language';
import { Icon } from './icon';

export function LanguageSwitch() {
  const t = commonWords();
  return (
    <button type="button" class="plain language" lang={language.value === 'th' ? 'en' : 'th'} onClick={switchLanguage}>
      {t.otherLanguage}
    </button>
  );
}

export function Connection({ online, always }: { online: Online; always: boolean }) {
  const t = commonWords();
  return (
    <p class={`connection connection-${online}`} role="status">
      {online === 'away' && (
        <>
          <Icon name="offline" />
          {t.reconnecting}
        </>
      )}
      {online === 'starting' && always && t.connecting}
      {online === 'online' && always && (
        <>
          <span class="dot" aria-hidden="true" />
          {t.connected}
        </>
      )}
    </p>
  );
}

export function TopBar({
  online,
  always,
  children,
}: {
  online: Online;
  always: boolean;
  children?: ComponentChildren;
}) {
  return (
    <header class="top">
      <div class="top-row">
        <p class="brand">{commonWords().brand}</p>
        {children}
        <LanguageSwitch />
      </div>
      <Connection online={online} always={always} />
    </header>
  );
}
