/**
 * Gazetteers are in capitals; people read Title Case.
 *
 * The word lists are from address-index-data (MIT, Crown copyright, Office for National Statistics, 2016).
 */
const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Stay in capitals. */
const acronyms = words(`
AA ABTA ACAS ADJ AHRC ALY ANX APPT APPTS APT APTS ARC ASA ASLEF ASPB ATM AV AVE B&B BA BAA BAE BAFTA BAT BBC
BBFC BBSRC BCC BCH BDWY BEIS BERR BFI BHS BLD BLDG BLDGS BLDS BLF BLK BLVD BMA BMW BND BNFL BP BR BRG BRK BSI
BSMT BT BTM BYP BOE CAA CAMRA CDL CE CEO CID CIR CIRC CL CLB CLF CLFS CLS CMA CO COFE COI COR CORP CORS CP CPE
CPS CR CRB CRES CRK CRSE CRT CT CTR CTS CWU DCA DCLG DCMS DCSF DE DEFRA DEPT DETR DFEE DFES DFT DH DIT DIUS DL
DLR DNS DPP DR DRV DTI DTLR DV DVLA DWP E EHRC ENO EPSRC ESRC EST EXT FA FC FCA FCO FL FLD FLDS FLR FLS FLT
FRD FRNT FRST FRY FSA FT GB GCHQ GDN GDNS GEQ GLA GLN GMB GN GR GRD GRDN GRDNS GRN GRV GSK GSM GTWY HBOS HBR
HL HLS HM HMCE HMP HMRC HMT HMV HNGR HOLW HP HSBC HSE HTS HVN I&J IH INC IPCC IPPR IR ISS ITN ITV J&I JCT JO
KCL LA LAD LBBY LCD LCJ LCR LDG LK LKS LLC LLPLLC LN LNDG LNE LOWR LSE LSO LTA LTD MA MAFF MDWS ML MLS MMU MNR
MOD MOJ MORI MRC MSN MT MTN N NAO NASUWT NCA NDPB NHS NIA NICS NIESR NIO NITHC NOS NPG NSPCC NUJ NUM NUS OBR
ODPM OFC OFGEM OFT OFTEL OFWAT OGC ONS ORCH ORR OS OU OUP PH PK PKWY PL PLC PLN PLNS PLZ PNE PNES PO PR PRT
PSNI PT PWC QCA QMUL QRY RA RAC RADA RADL RAF RBS RC RCA RCN RD RDG RHUL RIBA RIV RM RMT RNCH RPD RPDS RSA
RSPB RSPCA RST RUC S SAS SE SFO SHR SHRS SMT SOAS SPC SPG SPGS SQ STA STE STFC STR STRM TA TCCB TER TFL TPAS
TRAK TRCE TRL TRLR TUC TUNL TVU UA UC UCL UCLAN UCS UDA UDP UEA UEL UK UKC UN UNI UNLTD UPPR URC USDAW UWA UWE
UWIC UWS VAL VIS VL VLG VLY VW W WAG WLK WWF XING YHA YMCA YSGOL
`);

/** Small inside a name: Stratford upon Avon, Chester-le-Street. */
const joining = words('LE ON THE IN UPON BY WITH AT AN Y CUM UNDER TOUT OVER RHIW YN SUR NA NY');

/** Hyphenated places that the rules below do not get right. */
const places: ReadonlyMap<string, string> = new Map(
  [
    ...words(`
h-Airbhe t-Ob Banc-y-ffordd Cefn-caer-Ferch Chapel-en-le-Frith Crows-an-wra by-the-Sea Hook-a-Gate
Llanfihangel-ar-Arth Llanfihangel-nant-Melan Llanfihangel-Tal-y-llyn Llanfihangel-yng-Ngwynfa Llangwm-isaf
Llannerch-y-mor Llanrhaeadr-ym-Mochnant Llansantffraid-ym-Mechain Maes-y-cwmmer Pentre'r-felin entre-Llwyn-Llwyd Peterston-super-Ely Ruyton-XI-Towns Bride's-super-Ely Wells-next-the-Sea Westbury-sub-Mendip Weston-super-Mare Ysgubor-y-coed Llanfihangel-ty'n-Sylwy Llanfihangel-Rhos-y-corn Llanfihangel-geneu'r-glyn
Llanarmon-Mynydd-mawr Haye-du-Puits h-Iolaire Norton-Le-Moors Tholt-e-Will Knock-e-Dooney Whitchurch-On-Thames
`),
  ].map((name) => [name.toUpperCase(), name]),
);

const capitalised = (word: string): string =>
  word
    .toLowerCase()
    .replace(/\p{L}/u, (letter) => letter.toUpperCase())
    .replace(
      /^(\P{L}*)Mc(\p{L}{2})/u,
      (_, before: string, [first = '', ...rest]: string) => `${before}Mc${first.toUpperCase()}${rest.join('')}`,
    )
    .replace(
      /^(\P{L}*[OD]['’])(\p{L})(?=\p{L})/u,
      (_, before: string, letter: string) => `${before}${letter.toUpperCase()}`,
    );

const hyphenated = (word: string): string =>
  places.get(word) ??
  word
    .split('-')
    .map((part, i) => (i > 0 && joining.has(part) ? part.toLowerCase() : capitalised(part)))
    .join('-');

const cased = (word: string, i: number): string => {
  if (/\d/.test(word) || acronyms.has(word.replaceAll(/[^\w&]/g, ''))) return word;
  if (i > 0 && joining.has(word)) return word.toLowerCase();
  return word.includes('-') ? hyphenated(word) : capitalised(word);
};

/** One part of an address, such as a street or a building: `12A HIGH STREET` → `12A High Street`. */
export const titleCase = (text: string): string => text.toUpperCase().split(' ').map(cased).join(' ');
