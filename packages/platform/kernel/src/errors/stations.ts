import type { ErrorTopic } from './topic.ts';

export const stationsErrors = {
  /** Thrown to the public for a code or an id that belongs to no station or deputy. The caller offers the search. */
  'stations.not_found': { http: 404, message: () => '没有找到这个联络站或者代表。请核对代表码，或者在“找代表”中按地区查找。' },
  /** Thrown when the congress that elected a deputy, or the deputy's own, has arranged a station already. The caller names whom to ask. */
  'stations.placed_elsewhere': { http: 409, message: (p: { name: string; station: string }) => `${p.name}代表已由另一级人大安排在${p.station}。需要调整的，请与该级人大代表工作机构联系。` },
  /** Thrown to the public when a day no longer takes bookings: begun, cancelled, postponed away, or the congress takes none. The caller goes back to the station's page. */
  'stations.booking_closed': { http: 409, message: () => '这个接待日已经不能预约。请在联络站页面选择其他接待日，也可以在接待时间直接到站。' },
  /** Thrown to the public when the congress takes no bookings (parameter 0). The caller shows when to come. */
  'stations.no_bookings': { http: 409, message: () => '本站接待日不需要预约，请在接待时间直接到站；不方便到站的，可以在网站上反映。' },
  /** Thrown to the public when all places of a day are taken. The caller offers the other days. */
  'stations.booking_full': { http: 409, message: () => '这个接待日已经约满。请在联络站页面选择其他接待日，也可以在接待时间直接到站等候。' },
  /** Thrown for a booking's number and secret that do not belong together, whichever is wrong. The caller asks to compare them with the receipt. */
  'stations.unknown_booking': { http: 404, message: () => '没有找到这个预约。请核对预约页面的地址，或者重新预约。' },
  /** Thrown to a deputy who scans a station's code and is not announced there today. The caller shows the next day they receive. */
  'stations.no_reception_today': { http: 409, message: () => '您今天在这个联络站没有接待安排。接待日在“我的联络站”里查看；安排有变的，请与联络站工作人员联系。' },
  /** Thrown when something else than a picture is put among a station's pictures. */
  'stations.only_pictures': { http: 415, message: () => '联络站照片只能添加 JPG、PNG、WebP 图片。请移除其他文件后再保存。' },
  /** Thrown when a deputy whose mandate is suspended or over logs a visit (代表法 61). */
  'stations.mandate_not_active': { http: 403, message: () => '您的代表职务暂停执行或者已经终止，期间不能登记走访。' },
  /** Thrown when the congress that runs a station has nobody above it in this deployment: its stations are not rated. */
  'stations.nobody_above': { http: 409, message: () => '本级没有上一级人大，联络站评定由下级自评、上级审核，本级设立的站不参加评定。' },
} as const satisfies ErrorTopic<'stations'>;
