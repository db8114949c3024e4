// 使用当前位置: asked only on the tap. Refused or impossible, the form goes on without; without script the field is not there.
const FINENESS = 10_000;
const TIMEOUT_MS = 15_000;

const refusals: Readonly<Record<number, string>> = {
  1: '没有得到定位许可，不影响提交，可以在上面写地点。',
  2: '手机现在定不了位，不影响提交，可以在上面写地点。',
  3: '定位用时太长，不影响提交，可以再试一次，或者在上面写地点。',
};

/** Shows the field and what it holds. */
export function beginPoint(field: HTMLElement): void {
  const find = (name: string): HTMLInputElement | null => field.querySelector(`input[name="${name}"]`);
  const [latitude, longitude] = [find('latitude'), find('longitude')];
  const [take, drop, says, given] = ['take', 'drop', 'says', 'given'].map((name) => field.querySelector<HTMLElement>(`[data-point-${name}]`));
  if (!latitude || !longitude || !take || !drop || !says || !given) return;
  const show = (words?: string): void => {
    const there = latitude.value !== '';
    take.textContent = there ? '重新定位' : '使用当前位置';
    given.hidden = !there;
    says.textContent = words ?? (there ? `已附上位置：北纬 ${latitude.value}°，东经 ${longitude.value}°，约 10 米以内。` : '');
  };
  const keep = ({ coords }: GeolocationPosition): void => {
    const round = (degrees: number): string => String(Math.round(degrees * FINENESS) / FINENESS);
    [latitude.value, longitude.value] = [round(coords.latitude), round(coords.longitude)];
    show();
  };
  take.addEventListener('click', () => {
    if (!('geolocation' in navigator) || !window.isSecureContext) return show('这台设备不能定位，不影响提交，可以在上面写地点。');
    says.textContent = '正在定位…';
    navigator.geolocation.getCurrentPosition(keep, ({ code }) => show(refusals[code] ?? refusals[2]), { enableHighAccuracy: true, timeout: TIMEOUT_MS, maximumAge: 60_000 });
  });
  drop.addEventListener('click', () => {
    [latitude.value, longitude.value] = ['', ''];
    show('位置已移除。');
    take.focus();
  });
  field.hidden = false;
  show();
}
