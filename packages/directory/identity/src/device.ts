// A browser's self-description in words a person recognises the own device by. Pure.

const systems: readonly [RegExp, string][] = [
  [/iPad/, 'iPad'], [/iPhone/, 'iPhone 手机'], [/HarmonyOS|OpenHarmony/, '鸿蒙手机'], [/Android/, '安卓手机'],
  [/Windows/, 'Windows 电脑'], [/Macintosh/, 'Mac 电脑'], [/Linux/, 'Linux 电脑'],
];
const browsers: readonly [RegExp, string][] = [
  [/MicroMessenger/, '微信'], [/Edg\//, 'Edge 浏览器'], [/QQBrowser/, 'QQ 浏览器'], [/360SE|360EE|QihooBrowser/, '360 浏览器'],
  [/Firefox\//, '火狐浏览器'], [/Chrome\//, 'Chrome 浏览器'], [/Safari\//, 'Safari 浏览器'],
];

/** "iPhone 手机 · 微信"; what is not known is named so. */
export function deviceOf(userAgent: string): string {
  const name = (list: readonly [RegExp, string][]): string | undefined => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [name(systems) ?? '未知设备', name(browsers)].filter((part) => part !== undefined).join(' · ');
}
