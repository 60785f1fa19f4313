// A town meeting with a question of every kind: what the browser tests create.
const t = (th, en) => ({ th, en });
const option = (id, th, en) => ({ id, label: t(th, en) });

const statements = [
  ['ควรห้ามถมดินขวางทางน้ำเดิมโดยเด็ดขาด', 'Filling in old waterways should be banned outright'],
  ['ผู้ที่ทำให้น้ำระบายช้าควรจ่ายค่าชดเชย', 'Those who slow the drainage should pay'],
  ['ทุกหมู่บ้านควรมีผู้เฝ้าระวังน้ำประจำ', 'Every village should have a flood warden'],
  ['ควรแจ้งเตือนภัยเป็นภาษาถิ่นด้วย', 'Warnings should also be given in the local dialect'],
  ['ควรย้ายโรงพยาบาลส่งเสริมสุขภาพออกจากที่ลุ่ม', 'Health centres should move off low ground'],
  ['ควรจ่ายเงินเยียวยาภายในเจ็ดวัน', 'Relief should be paid within seven days'],
  ['โรงเรียนควรเป็นศูนย์พักพิงทุกตำบล', 'A school in every subdistrict should be a shelter'],
  ['ควรเปิดข้อมูลระดับน้ำให้ทุกคนดูได้', 'Water levels should be open for all to see'],
  ['ควรขุดลอกคลองก่อนฤดูฝนทุกปี', 'Canals should be dredged before every rainy season'],
  ['ควรสนับสนุนข้าวพันธุ์ทนน้ำท่วม', 'Flood-tolerant rice should be supported'],
  ['ประตูระบายน้ำควรมีคณะกรรมการชาวบ้านร่วมดูแล', 'Villagers should share in running the sluice gates'],
  ['ควรเก็บค่าน้ำเพื่อการเกษตรในอัตราต่ำ', 'Farm water should carry a small charge'],
];

export const definition = {
  method: 'town_meeting',
  title: t('เวทีประชาชนจังหวัดสุโขทัย: อยู่กับน้ำให้ได้', 'Sukhothai town meeting: living with water'),
  issue: t(
    'จังหวัดจะใช้งบป้องกันน้ำท่วมและน้ำแล้ง 480 ล้านบาทในห้าปีอย่างไร จึงจะเป็นธรรมกับทุกตำบล',
    'How should the province spend 480 million baht on floods and droughts over five years, fairly for every subdistrict?',
  ),
  convenor: {
    agency: 'องค์การบริหารส่วนจังหวัดสุโขทัย',
    commitment: t(
      'สภา อบจ. จะตอบข้อเสนอทุกข้อเป็นลายลักษณ์อักษรภายใน 60 วัน',
      'The provincial council will answer every recommendation in writing within 60 days',
    ),
  },
  admission: 'seats',
  strata: [
    {
      id: 'gender',
      label: t('เพศ', 'Gender'),
      values: [
        { id: 'f', label: t('หญิง', 'Women'), population: 0.514 },
        { id: 'm', label: t('ชาย', 'Men'), population: 0.486 },
      ],
    },
    {
      id: 'age',
      label: t('ช่วงอายุ', 'Age'),
      values: [
        { id: 'young', label: t('18–34 ปี', '18–34'), population: 0.24 },
        { id: 'middle', label: t('35–59 ปี', '35–59'), population: 0.46 },
        { id: 'old', label: t('60 ปีขึ้นไป', '60 and over'), population: 0.3 },
      ],
    },
  ],
  agenda: [
    { id: 'arrive', kind: 'registration', title: t('ลงทะเบียนและรู้จักกัน', 'Arrival'), minutes: 30, ballots: ['who'] },
    { id: 'brief', kind: 'briefing', title: t('ข้อมูลสถานการณ์น้ำ', 'The water situation'), minutes: 40 },
    {
      id: 'vote1',
      kind: 'ballots',
      title: t('เลือกทิศทาง', 'Choosing a direction'),
      minutes: 20,
      ballots: ['way', 'works', 'dam'],
    },
    {
      id: 'vote2',
      kind: 'ballots',
      title: t('จัดลำดับและแบ่งงบ', 'Priorities and budget'),
      minutes: 30,
      ballots: ['order', 'rate', 'budget', 'trust', 'water', 'words'],
    },
    {
      id: 'views',
      kind: 'ballots',
      title: t('ข้อความความคิดเห็น', 'Statements'),
      minutes: 20,
      ballots: statements.map((_, i) => `s${i + 1}`),
    },
    { id: 'report', kind: 'report', title: t('รายงานผลและคำมั่น', 'Report and commitment'), minutes: 15 },
  ],
  ballots: [
    {
      id: 'who',
      kind: 'single',
      question: t('ท่านมาจากพื้นที่แบบใด', 'What kind of place do you come from?'),
      options: [
        option('river', 'ริมแม่น้ำยม', 'By the Yom river'),
        option('low', 'ที่ลุ่มทุ่งนา', 'Low rice land'),
        option('high', 'ที่ดอน', 'High ground'),
        option('town', 'เขตเมือง', 'The town'),
      ],
      reveal: 'live',
      demographic: true,
    },
    {
      id: 'way',
      kind: 'single',
      question: t('จังหวัดควรลงทุนเรื่องใดก่อนเพื่อน', 'What should the province invest in first?'),
      options: [
        option('fields', 'ทุ่งรับน้ำ พร้อมจ่ายค่าชดเชยชาวนา', 'Flood-retention fields, with pay for farmers'),
        option('walls', 'พนังกั้นน้ำริมแม่น้ำยม', 'Walls along the Yom river'),
        option('ponds', 'แก้มลิงและสระน้ำประจำตำบล', 'A retention pond in every subdistrict'),
        option('warn', 'ระบบเตือนภัยที่ถึงมือถือทุกเครื่อง', 'Warnings that reach every phone'),
      ],
      rule: 'plurality',
      reveal: 'live',
      threshold: { share: 0.5, of: 'cast', quorum: 0.5 },
    },
    {
      id: 'works',
      kind: 'multiple',
      question: t('งานใดควรเสร็จภายในปีแรก', 'Which works should be done within the first year?'),
      options: [
        option('dredge', 'ขุดลอกคลองแม่รำพัน', 'Dredge the Mae Ramphan canal'),
        option('gates', 'ซ่อมประตูระบายน้ำ', 'Mend the sluice gates'),
        option('roads', 'ยกถนนที่ขวางทางน้ำ', 'Raise roads that block the water'),
        option('wells', 'บ่อบาดาลสำรองหน้าแล้ง', 'Wells for the dry season'),
        option('maps', 'แผนที่เสี่ยงภัยทุกหมู่บ้าน', 'A risk map for every village'),
      ],
      min: 1,
      max: 3,
      reveal: 'on_close',
    },
    {
      id: 'dam',
      kind: 'yes_no',
      question: t('เห็นชอบให้จังหวัดเสนอเรื่องนี้ต่อรัฐบาลหรือไม่', 'Should the province take this to the government?'),
      reveal: 'on_publish',
      threshold: { share: 0.667, of: 'cast', quorum: 0.5 },
    },
    {
      id: 'order',
      kind: 'rank',
      question: t('เรียงลำดับกลุ่มที่ควรได้รับความช่วยเหลือก่อน', 'Who should be helped first?'),
      options: [
        option('old', 'ผู้สูงอายุและผู้ป่วยติดเตียง', 'The old and the bedridden'),
        option('farm', 'ชาวนาที่นาจมน้ำ', 'Farmers whose fields are under water'),
        option('shop', 'ร้านค้าในตลาด', 'Shops in the market'),
        option('kids', 'เด็กเล็กและโรงเรียน', 'Small children and schools'),
      ],
      rule: 'borda',
      reveal: 'on_close',
    },
    {
      id: 'rate',
      kind: 'score',
      question: t('ให้คะแนนแต่ละแนวทางตามที่ท่านเห็นว่าได้ผล', 'How well would each of these work?'),
      options: [
        option('fields', 'ทุ่งรับน้ำ', 'Retention fields'),
        option('walls', 'พนังกั้นน้ำ', 'Walls'),
        option('ponds', 'แก้มลิงประจำตำบล', 'Subdistrict ponds'),
      ],
      min: 0,
      max: 5,
      reveal: 'on_close',
    },
    {
      id: 'budget',
      kind: 'points',
      question: t('ท่านจะแบ่งงบ 100 ส่วนอย่างไร', 'How would you share out 100 parts of the budget?'),
      options: [
        option('fields', 'ทุ่งรับน้ำและค่าชดเชย', 'Retention fields and pay'),
        option('walls', 'พนังกั้นน้ำ', 'Walls'),
        option('ponds', 'แก้มลิงประจำตำบล', 'Subdistrict ponds'),
        option('warn', 'ระบบเตือนภัย', 'Warnings'),
      ],
      budget: 100,
      reveal: 'on_close',
    },
    {
      id: 'trust',
      kind: 'scale',
      question: t('ท่านมั่นใจเพียงใดว่าจังหวัดจะทำตามผลเวทีนี้', 'How sure are you that the province will act on this?'),
      min: 0,
      max: 10,
      reveal: 'on_close',
    },
    {
      id: 'water',
      kind: 'scale',
      question: t('น้ำท่วมบ้านท่านสูงสุดกี่เซนติเมตร', 'How high did the flood come in your house, in centimetres?'),
      min: 0,
      max: 100,
      reveal: 'on_close',
    },
    {
      id: 'words',
      kind: 'text',
      question: t('มีอะไรที่เวทีนี้ยังไม่ได้พูดถึง', 'What has this meeting not talked about yet?'),
      length_max: 400,
      reveal: 'on_publish',
    },
    ...statements.map(([th, en], i) => ({
      id: `s${i + 1}`,
      kind: 'single',
      question: t(th, en),
      options: [
        option('agree', 'เห็นด้วย', 'Agree'),
        option('disagree', 'ไม่เห็นด้วย', 'Disagree'),
        option('pass', 'ขอผ่าน', 'Pass'),
      ],
      reveal: 'on_publish',
    })),
  ],
  tables: { size: [8, 12], balance: ['gender', 'age'] },
  documents: [{ id: 'd1', title: t('ข้อมูลกลางสถานการณ์น้ำ', 'Neutral briefing on water'), file: 'briefing.pdf' }],
};

/** People for the roll, spread over the strata. */
export function people(count) {
  return Array.from({ length: count }, (_, i) => ({
    id: `p${String(i + 1).padStart(4, '0')}`,
    strata: { gender: i % 2 === 0 ? 'f' : 'm', age: ['young', 'middle', 'middle', 'old'][i % 4] },
  }));
}
