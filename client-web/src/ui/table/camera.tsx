// Reads the QR codes of seat cards by camera, where the browser has a detector of its own. A code is taken once while it
// stays before the camera.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../parts/icon';
import { tableWords } from './context';

interface Detector {
  detect(from: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
type DetectorClass = new (options: { formats: string[] }) => Detector;

const EVERY_MS = 150;
const SAME_MS = 4_000;

const detectorClass = (): DetectorClass | undefined =>
  (window as unknown as { BarcodeDetector?: DetectorClass }).BarcodeDetector;

export function Camera({ found }: { found(text: string): void }) {
  const [on, setOn] = useState(false);
  const [fault, setFault] = useState<'cameraNone' | 'cameraInsecure' | 'cameraRefused' | null>(null);
  const t = tableWords().desk;
  const press = () => {
    if (on) setOn(false);
    else if (!window.isSecureContext) setFault('cameraInsecure');
    else if (!detectorClass()) setFault('cameraNone');
    else {
      setFault(null);
      setOn(true);
    }
  };
  return (
    <>
      <button type="button" class="secondary" aria-pressed={on} onClick={press}>
        <Icon name="phone" />
        {on ? t.cameraStop : t.camera}
      </button>
      <p class="camera-words" role="status">
        {fault ? t[fault] : on ? t.cameraOn : ''}
      </p>
      {on && (
        <Finder
          found={found}
          refused={() => {
            setOn(false);
            setFault('cameraRefused');
          }}
        />
      )}
    </>
  );
}

function Finder({ found, refused }: { found(text: string): void; refused(): void }) {
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(found);
  latest.current = found;
  useEffect(() => {
    const Class = detectorClass();
    if (!Class) return;
    const detector = new Class({ formats: ['qr_code'] });
    let stream: MediaStream | null = null;
    let over = false;
    let last = { text: '', at: 0 };
    const look = async () => {
      const codes = video.current ? await detector.detect(video.current).catch(() => []) : [];
      const text = codes[0]?.rawValue;
      if (text && (text !== last.text || Date.now() - last.at > SAME_MS)) latest.current(text);
      if (text) last = { text, at: Date.now() };
      if (!over) setTimeout(look, EVERY_MS);
    };
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).then(
      (opened) => {
        stream = opened;
        if (over) stop(opened);
        else if (video.current) {
          video.current.srcObject = opened;
          void video.current.play().then(look, refused);
        }
      },
      () => over || refused(),
    );
    return () => {
      over = true;
      if (stream) stop(stream);
    };
  }, []);
  return <video class="finder" ref={video} muted playsInline tabIndex={-1} aria-label={tableWords().desk.camera} />;
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
