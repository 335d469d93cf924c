// SPDX-License-Identifier: GPL-3.0-or-later
import { descriptions, faults, sentence } from "../sent/sent.de.js";
import { numbersWith } from "./numbers.js";

const { digits, fixed, plain } = numbersWith(",");
const several = (count, one, many) => `${count} ${count === 1 ? one : many}`;
const listed = (names) => names.map((name) => `„${name}“`).join(", ");

/** Every text of the page in German: the same keys as strings.en.js. */
export const german = {
  taglineWithoutFaults: "Ein Knoten fliegt den Ball. Fällt er aus, fliegt ein anderer ihn weiter.",
  tagline: "Ein Knoten fliegt den Ball. Schießt man den Knoten ab, fliegt ein anderer ihn weiter.",
  watch: "Die Lease",
  usersOnline: "Zuschauer",
  behavior: "Verhalten",
  term: "Amtszeit",
  revision: "Revision",
  unknown: "–",
  statusLine: ({ holder, term, behavior, nodes, summary }) =>
    [holder ? `${holder} hält die Lease (Amtszeit ${term})` : "Kein Knoten hält die Lease", behavior, several(nodes, "Knoten", "Knoten"), summary].join(" · "),

  connectedTo: (name) => `Verbunden mit ${name}`,
  looking: "Ein Knoten wird gesucht …",
  outage: { unheard: "Kein Knoten antwortet", unflown: "Kein Knoten fliegt den Ball" },
  time: (date) => date.toLocaleTimeString("de"),
  since: (date) => `seit ${german.time(date)}`,
  cannotCommand: {
    unheard: "Kein Knoten antwortet, deshalb kann kein Befehl ausgeführt werden. Die Seite macht von selbst weiter, sobald einer antwortet.",
    unflown: "Kein Knoten fliegt den Ball, deshalb kann kein Befehl ausgeführt werden. Es geht von selbst weiter, sobald einer fliegt.",
  },

  theme: "Farben",
  themeSystem: "System",
  themeLight: "Hell",
  themeDark: "Dunkel",
  language: "Sprache",
  languageSystem: "Systemsprache",

  scene: "Ein Ball, der in einem Kasten umherfliegt",
  nodes: "Knoten",
  cluster: "Cluster",
  holdsTheLease: "hält die Lease",
  isHolder: "Inhaber",
  follows: "folgt",
  holdsTheLeaseApart: "hält die Lease auf der anderen Seite",
  isHolderApart: "anderer Inhaber",
  thisNode: "dieser Knoten",
  thisNodeBriefly: "hier",
  looks: {
    suspect: () => "verstummt",
    frozen: (left) => `angehalten, ${left} s`,
    isolated: (left) => `abgetrennt, ${left} s`,
    lossy: (left) => `Verluste, ${left} s`,
    dying: () => "wird abgeschossen",
    gone: () => "weg",
    apart: () => "andere Seite",
  },
  viewers: (count) => several(count, "Zuschauer", "Zuschauer"),
  age(seconds) {
    if (seconds < 60) return `seit ${Math.max(0, Math.floor(seconds))} s`;
    if (seconds < 3600) return `seit ${Math.floor(seconds / 60)} min`;
    return seconds < 86_400 ? `seit ${Math.floor(seconds / 3600)} h` : `seit ${several(Math.floor(seconds / 86_400), "Tag", "Tagen")}`;
  },
  duration: (ms) => (ms < 999.5 ? `${digits(ms)} ms` : `${digits(ms / 1000)} s`),
  roundTripFromHere: (text) => `${text} entfernt`,
  kill: "Abschuss",
  killOwn: "Schießt den Knoten ab, der diese Seite speist. Die Seite macht mit einem anderen weiter.",
  killOwnAlone: "Schießt den Knoten ab, der diese Seite speist. Kein anderer ist übrig: Auch der Ball endet.",
  alone: "Niemand kann übernehmen: einen weiteren Knoten starten.",

  sides({ own, others, healed }) {
    if (healed) return [`Wieder eine Seite: ${own.name} hält die Lease.`];
    const names = others.map(({ name }) => name);
    if (names.length === 0) return [];
    return names.length === 1
      ? [`Zwei Seiten: Hier hält ${own.name} die Lease, auf der anderen Seite ${names[0]}.`, "Beide Bälle fliegen gleich, bis eine Seite einen Befehl erhält."]
      : [`Drei Seiten: Hier hält ${own.name} die Lease, auf den anderen ${names.join(" und ")}.`, "Alle Bälle fliegen gleich, bis eine Seite einen Befehl erhält."];
  },

  recorder: "Flugschreiber",
  lanes: { lease: "Lease", vacancy: "Unbesetzt", faults: "Störungen", engine: "Engine", stalls: "Aussetzer" },
  onAxis: (seconds, isMinute) => (seconds === 0 ? "jetzt" : isMinute ? `−${seconds} s` : `−${seconds / 60} min`),
  nameAndTerm: (name, term) => `${name} · Amtszeit ${term}`,
  lastMinutes: (minutes, parts) =>
    `${minutes === 1 ? "Letzte Minute" : minutes < 60 ? `Letzte ${minutes} Minuten` : "Letzte Stunde"}: ${parts.join(" · ")}`,
  zoom: "Gezeigte Zeit",
  zoomTo: (minutes) => (minutes < 60 ? `${minutes} min` : `${minutes / 60} h`),
  faultCount: (count) => (count === 0 ? "keine ausgelöste Störung" : several(count, "ausgelöste Störung", "ausgelöste Störungen")),
  changeCount: (count) => (count === 0 ? "kein Wechsel" : several(count, "Wechsel", "Wechsel")),
  longestVacancy: (text) => `längste Lücke ${text}`,
  noVacancy: "nie ohne Inhaber",
  longestStall: (text) => `längster Aussetzer ${text}`,
  failovers: "Die letzten Wechsel",
  failoverButton: (term) => `Wie Amtszeit ${term} begann`,
  failoverTitle: (term) => `Wie Amtszeit ${term} begann`,
  failoverMissing: (names) => `Nicht rechtzeitig geantwortet: ${names.join(", ")}. Dieser Teil fehlt.`,
  failoverDrawn: (ms) =>
    ms === undefined
      ? "Diese Seite war da nicht zu sehen."
      : Math.round(ms) === 0 ? "Diese Seite zeigte in dieser Zeit keinen Aussetzer." : `Längster Aussetzer dieser Seite in dieser Zeit: ${german.duration(ms)}.`,
  atMs: (ms) => `${fixed(ms, 1)} ms`,
  saveDrawing: "Zeichnung speichern",
  saveStory: "Als JSON speichern",
  legend: "Legende",
  legendLease: "Lease, in der Farbe ihres Inhabers",
  legendGap: "kein Inhaber",
  legendFault: "ausgelöste Störung",
  legendLost: "Engine verloren",
  legendOn: "Engine übernimmt",
  legendStall: "Aussetzer, rot ab 50 ms",
  saveAs: "Speichern als",
  recorderTouchHint: "Berühren, und die Zahlen stehen hier.",
  recorderHint: "Zeigen oder ← →, + − drücken.",
  ago(ms) {
    if (ms < 50) return "Jetzt";
    const seconds = Math.round(ms / 1000);
    return ms <= 60_000 ? `Vor ${fixed(ms / 1000, 1)} s` : `Vor ${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  },
  heldBy: (name, term) => `${name} hielt die Lease (Amtszeit ${term})`,
  heldByNobody: (text) => `${text} ohne Inhaber`,
  holderUnknown: "Inhaber der Lease nicht bekannt",
  faultOn: (title, name) => `${title}: ${name}`,
  engineLost: (name) => `Engine verloren: ${name}`,
  engineFliesOn: (name) => `neue Engine: ${name}`,
  stallThen: (text) => `längster Aussetzer ${text}`,
  formerNode: "ein früherer Knoten",

  behaviors: "Verhalten",
  nudge: "Anstoßen",
  aboutNudge: "Gibt dem Ball eine andere Richtung.",
  description: (sent) => descriptions[sent] ?? sent,
  sentence,
  newBehavior: (name) => `neu: ${name}`,
  sources: { builtin: "eingebaut", plugin: "Plugin", script: "Skript", missing: "fehlt" },
  flights: "Flüge",
  madeToFail: "Absichtlich fehlerhaft",
  kind: ({ source, from, everywhere }) =>
    [german.sources[source] ?? source, from && `von ${from}`, everywhere && "überall"].filter(Boolean).join(" · "),
  current: "jetzt",
  onTrial: "auf Probe",
  onTrialWith: (lastGood) => `Wenn es versagt, kehrt der Ball zu ${lastGood} zurück.`,
  quarantined: "in Quarantäne",
  whyQuarantined: "Hat auf Probe versagt. Wird nur auf ausdrücklichen Wunsch noch einmal versucht.",
  tryAgain: "Erneut versuchen",
  onNodes: (names) => `Nur auf ${names.join(", ")}.`,

  writeOne: "Selbst schreiben",
  writeBehavior: "Verhalten schreiben",
  editorOrigin: "Beginnen mit",
  editorTemplates: "Vorlagen",
  editorScripts: "Skripte",
  templates: { Bounce: "Abprallen", Gravity: "Schwerkraft", Spiral: "Spirale", Failure: "Eines, das versagt" },
  editorNameLabel: "Name",
  editorText: "Text des Verhaltens",
  editorName: "Ein Name besteht aus einem Buchstaben und danach Buchstaben, Ziffern, _ und -.",
  editorFlies: "So fliegt der Ball in den nächsten 20 Sekunden.",
  editorChanged: (name) => `${name} wurde inzwischen von jemand anderem geändert. „Beginnen mit“ zeigt diesen Text; Rückgängig bringt den eigenen zurück.`,
  editorOnTrial: (name) => `${name} ist gespeichert und jetzt auf Probe.`,
  editorPassed: (name) => `${name} hat die Probe bestanden.`,
  editorKeys: "Tab geht weiter, Strg+] rückt ein, Esc schließt.",
  flyIt: "Fliegen",
  goBack: "Zurück",

  faults: "Störungen",
  faultNode: "Ziel",
  theHolder: "Inhaber",
  faultsMissing: "Die Liste der Störungen konnte nicht geladen werden: Der Knoten dieser Seite antwortet nicht. Erneut versuchen oder die Seite eines anderen Knotens öffnen.",
  fault: (sent) => ({ ...sent, ...faults[sent.fault] }),
  faultBriefs: {
    "kill-node": "Abschuss",
    "freeze-node": "Anhalten",
    "crash-engine": "Absturz",
    "hang-engine": "Hänger",
    "step-down": "Übergabe",
    "isolate-node": "Trennung",
    "lossy-network": "Verluste",
    "kill-etcd-leader": "etcd-Leader",
    "stop-etcd-majority": "Mehrheit",
  },
  faultAlone: {
    "kill-node": "Kein anderer Knoten ist da: Auch der Ball endet.",
    "freeze-node": "Kein anderer Knoten kann übernehmen: Der Ball bleibt am Ende des Bekannten stehen und fliegt mit diesem Knoten weiter.",
    "step-down": "Kein anderer Knoten kann die Lease übernehmen: Dieser behält sie.",
    "isolate-node": "Kein anderer Knoten ist da: Der Ball fliegt weiter.",
  },
  faultTitle: (title, seconds) => (seconds ? `${title}, für ${plain(seconds)} s.` : `${title}.`),
  clicksLeft: (left) => `noch ${several(left, "Klick", "Klicks")}`,
  orHold: "Gedrückt halten oder dreimal drücken.",

  chaos: "Chaos",
  aboutChaos:
    "Alle drei bis sechs Sekunden eine zufällige Störung, zehn Minuten lang oder bis zum Ausschalten. Zwei Knoten laufen immer weiter.",

  inAWord: "Kurz erklärt",
  wordNames: { term: "Amtszeit", revision: "Revision", lease: "Lease", holder: "Inhaber", engine: "Engine", spare: "Ersatz-Engine", quarantine: "Quarantäne" },
  words: {
    term: "Die Nummer einer Lease: Sie wächst mit jedem Wechsel und jedem Neustart, oft um mehr als eins, und eine höhere Amtszeit geht jeder niedrigeren vor.",
    revision: "Zählt die Befehle, denen dieser Flug gefolgt ist: Anstöße und Wechsel des Verhaltens.",
    lease: "Das Recht, den Ball zu fliegen: Immer nur ein Knoten hält und erneuert sie; brechen seine Verbindungen ab oder verstummt er, übernimmt ein anderer.",
    holder: "Der Knoten, der die Lease hält: Seine Engine fliegt den Ball, und alle anderen kennen den Flug im Voraus.",
    engine: "Der Prozess neben dem Inhaber, der den Flug berechnet: Er darf abstürzen oder hängen, ohne seinem Knoten zu schaden.",
    spare: "Eine zweite Engine, die auf demselben Knoten wartet: Endet die erste, macht sie innerhalb von Millisekunden weiter.",
    quarantine: "Ein Verhalten, das auf Probe versagt hat: Kein Knoten fliegt es noch einmal, außer auf ausdrücklichen Wunsch.",
  },

  eventLog: "Ereignisprotokoll",
  logWords: "Suchen",
  logNode: "Knoten",
  logKind: "Art",
  logAnyNode: "alle Knoten",
  logKinds: { "": "alle Arten", lease: "Lease", fault: "Störung", engine: "Engine", node: "Knoten", behavior: "Verhalten", command: "Befehl", other: "Sonstiges" },
  logEmpty: "Keine passenden Ereignisse.",
  eventCount: (count) => several(count, "Ereignis", "Ereignisse"),

  tour: {
    invitation: "Neu hier?",
    offer: "Vier Handgriffe, eine Minute: etwas stören und sehen, was geschieht.",
    begin: "Rundgang beginnen",
    decline: "Nein, danke",
    next: "Weiter",
    skip: "Überspringen",
    finish: "Fertig",
    leave: "Verlassen",
    title: (step, title) => `${step} von 4: ${title}`,
    alone: "Dazu braucht es einen zweiten Knoten: zuerst einen starten.",
    holder: {
      title: "den Inhaber abschießen",
      text: ({ holder }) => `${holder} hält die Lease, also fliegt seine Engine den Ball. Auf seiner Karte „Abschuss“ eine Sekunde lang gedrückt halten.`,
      told: ({ node, next, term, gap, stall }) => `${node} ist weg. ${gap} später übernahm ${next} die Lease (Amtszeit ${term}). Längster Aussetzer hier: ${stall}.`,
    },
    own: {
      title: "den eigenen Knoten abschießen",
      text: ({ own }) => `${own} speist diese Seite. Auf seiner Karte „Abschuss“ eine Sekunde lang gedrückt halten: Die Seite macht mit einem anderen Knoten weiter.`,
      told: ({ node, next, stall }) => `${node} ist weg, und ${next} speist diese Seite. Längster Aussetzer hier: ${stall}.`,
    },
    engine: {
      title: "die Engine stören",
      text: () => "Die Engine ist ein eigener Prozess. „Absturz“ drücken: Sie erhält einen echten Speicherzugriffsfehler.",
      told: ({ node, term, stall }) => `Die Engine auf ${node} endete, und ihr Ersatz übernahm; die Lease blieb (Amtszeit ${term}). Längster Aussetzer hier: ${stall}.`,
    },
    recorder: {
      title: "den Flugschreiber lesen",
      text: () => "Der Flugschreiber zeigt die letzte Minute: Leases, Lücken, Störungen. Darauf zeigen oder darunter einen Wechsel drücken.",
      told: () => "Das haben die Knoten selbst aufgezeichnet. Was immer als Nächstes gestört wird, steht dort eine Stunde lang.",
    },
  },

  beginTour: "Rundgang beginnen",
  keys: "Tasten",
  showKeys: "Tasten und Info",
  close: "Schließen",
  keyList: [
    ["N", "Ball anstoßen"],
    ["C", "Zum Cluster"],
    ["R", "Zum Flugschreiber"],
    ["E", "Ereignisprotokoll durchsuchen"],
    ["B", "Zum Verhalten"],
    ["F", "Zu den Störungen"],
    ["X", "Chaos ein oder aus"],
    ["M", "Zu einem weiteren Rechner"],
    ["P", "Vorführen: Vollbild, große Schrift und der Rundgang"],
    ["T", "Nächste Farben: System, hell, dunkel"],
    ["?", "Diese Liste"],
    ["Esc", "Schließen"],
  ],
  about: "Info",
  aboutText: "Ein Ball, der immer weiterfliegt: eine Engine in einem Cluster von Knoten, übergeben, bevor jemand sie vermisst.",
  version: (version) => `Version ${version}`,
  license: "Freie Software unter der GNU General Public License, Version 3 oder später. Ohne jede Gewährleistung.",

  operator: "Bedienung",
  watchOnly: "Nur Zuschauen: zum Bedienen das Token eingeben.",
  watchHere: "Nur Zuschauen: Dieser Knoten nimmt Befehle nur von seinem eigenen Nutzer auf dessen Rechner an.",
  viewOnly: "Nur Zuschauen: Das Token erlaubt nicht mehr. Zum Bedienen ein anderes eingeben.",
  token: "Token",
  useToken: "Entsperren",
  tokenKept: "In diesem Browser entsperrt, für höchstens zwölf Stunden.",
  tokenGiven: "In diesem Browser entsperrt, für höchstens zwölf Stunden. Dieses Token lässt keinen weiteren Rechner herein: Das kann nur das des Knotens selbst.",
  forgetToken: "Sperren",
  tokenTravels: "Nicht verschlüsselt: Andere im Netz können es mitlesen.",
  tokenRefused: "Das Token wurde nicht angenommen.",

  pairingTitle: "Ein weiterer Rechner",
  pairing: {
    idle: () => "Einen Knoten eines anderen Rechners in diesen Cluster aufnehmen: hier „Einladen“ drücken, dann dort „Beitreten“.",
    inviting: () => "Zwei Minuten lang kann ein weiterer Knoten kommen. Dort „Beitreten“ drücken.",
    asking: ({ address }) => `Der Knoten unter ${address} wird gefragt …`,
    comparing: ({ other, address, newcomer }) =>
      `Zeigt „${other}“ unter ${address} dieselben Ziffern?${newcomer ? " Wenn beide zustimmen, verlässt dieser Knoten seinen Cluster und seinen Ball für den anderen." : ""}`,
    waiting: ({ other }) => `Zugestimmt. Es fehlt noch „${other}“ …`,
  },
  invite: "Einladen",
  join: "Beitreten",
  cancel: "Abbrechen",
  same: "Dieselben",
  notSame: "Andere",
  neighbours: "Knoten anderer Cluster",
  neighbour: (address) => `Ein Knoten unter ${address} gehört offenbar zu einem anderen Cluster. Auf einem der beiden „Einladen“ drücken.`,
  neighbourInvites: (address) => `Ein Knoten unter ${address} lädt diesen ein.`,
  share: "In diesem Netz freigeben",
  shared: ({ on, fixed, addresses }) => {
    const where = addresses.length > 0 ? ` Alle in diesem Netz können unter ${addresses[0]} zuschauen; zum Bedienen braucht es ein Token.` : "";
    const told = on ? `Für dieses Netz offen.${where}` : "Nur dieser Rechner sieht diese Seite, und nur seine Knoten können beitreten.";
    return fixed ? `${told} ${sentence(fixed)}` : told;
  },
  showOnPhone: "Auf dem Telefon zeigen",
  phoneAddress: "Adresse",
  phoneViewer: "Zum Zuschauen",
  phoneOperator: "Zum Bedienen",
  phoneCode: "Die Adresse als QR-Code",
  phone: {
    address: "Die Kamera des Telefons darauf richten. Das Telefon muss im selben Netz sein.",
    viewer: "Öffnet die Seite einmal, innerhalb von zehn Minuten, zum Zuschauen. Das Telefon bleibt dann zwölf Stunden lang angemeldet.",
    operator: "Öffnet die Seite einmal, innerhalb von zehn Minuten, zum Bedienen. Das Telefon bleibt dann zwölf Stunden lang angemeldet.",
  },
  linkUsed: "Dieser Link wurde schon benutzt, oder seine zehn Minuten sind vorbei. Einen neuen anfordern.",
  members: "Mitglieder dieses Clusters",
  memberName: ({ name, here, nodes }) =>
    nodes.length > 1 ? `${nodes[0]} und ${several(nodes.length - 1, "weiterer", "weitere")}` : here ? (nodes[0] ?? name) : `${name} (abwesend)`,
  remove: "Entfernen …",
  removeNode: (count) => (count > 1 ? `Diese ${count} Knoten entfernen` : "Diesen Knoten entfernen"),
  removeDoubt: ({ name, nodes }) =>
    nodes.length > 1
      ? `Alle außer ${listed(nodes)} erhalten einen neuen Schlüssel. Diese verlassen den Cluster, ebenso jeder Knoten, der ihre Schlüsseldatei liest.`
      : `Alle außer „${nodes[0] ?? name}“ erhalten einen neuen Schlüssel. Er verlässt den Cluster, ebenso jeder Knoten, der seine Schlüsseldatei liest.`,
  removed: ({ name, nodes }, copies) =>
    `${nodes.length > 1 ? `${listed(nodes)} wurden entfernt` : `„${nodes[0] ?? name}“ wurde entfernt`}. ${several(copies, "Knoten hat", "Knoten haben")} den neuen Schlüssel.`,
  silence: "Nachbarn nicht zeigen",
  showNeighbours: (count) => `${several(count, "Nachbarn", "Nachbarn")} zeigen`,

  noAnswer: "Kein Knoten hat innerhalb von 10 Sekunden geantwortet. Vor einem neuen Versuch nachsehen: Der Befehl kann trotzdem ausgeführt worden sein.",
  ownNodeSilent: "Der Knoten dieser Seite antwortet nicht.",
  noHolder: "Gerade hält kein Knoten die Lease.",
};
