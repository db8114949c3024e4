/** 24×24 line icons, drawn with a 2 px stroke in the colour of the text. Words always stand beside them. */
export const icons = {
  home: 'M4 11l8-7 8 7M6 10v10h12V10M10 20v-6h4v6',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  pen: 'M4 20h4L19 9l-4-4L4 16v4zM13 7l4 4',
  person: 'M12 12a4 4 0 100-8 4 4 0 000 8zM4 21c0-4 3.6-6 8-6s8 2 8 6',
  bell: 'M6 16V11a6 6 0 1112 0v5l2 2H4l2-2zM10 21h4',
  back: 'M15 5l-7 7 7 7',
  forward: 'M9 5l7 7-7 7',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12l5 5L20 7',
  search: 'M11 18a7 7 0 100-14 7 7 0 000 14zM16 16l5 5',
  clip: 'M20 11l-8.5 8.5a5 5 0 01-7-7L13 4a3.5 3.5 0 015 5l-8.500 8.500a2 2 0 01-3-3L14 7',
  camera: 'M4 8h4l2-3h4l2 3h4v11H4zM12 16.500a3.500 3.500 0 100-7 3.500 3.500 0 000 7z',
  clock: 'M12 21a9 9 0 100-18 9 9 0 000 18zM12 7v5l3 3',
  warning: 'M12 4L2.500 20h19L12 4zM12 10v5M12 17.500v.01',
  info: 'M12 21a9 9 0 100-18 9 9 0 000 18zM12 11v6M12 7.500v.01',
  folder: 'M3 6h6l2 2h10v11H3z',
  chart: 'M4 20V10M10 20V4M16 20v-7M3 20h18',
  chat: 'M4 5h16v11H9l-5 4z',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  people:
    'M9 11a3.500 3.500 0 100-7 3.500 3.500 0 000 7zM2 20c0-3.500 3-5.500 7-5.500s7 2 7 5.500M16 4.500a3.500 3.500 0 010 6.500M18 14.800c2.500.7 4 2.500 4 5.200',
  down: 'M5 9l7 7 7-7',
  undo: 'M8 5L4 9l4 4M4 9h10a6 6 0 010 12h-3',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  download: 'M12 4v11M7 11l5 5 5-5M4 20h16',
} as const;

export type IconName = keyof typeof icons;
