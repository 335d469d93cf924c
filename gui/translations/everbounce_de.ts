<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About Everbounce</source>
        <translation>Über Everbounce</translation>
    </message>
    <message>
        <source>A ball that keeps flying: one engine in a cluster of nodes, replaced before anybody notices.</source>
        <translation>Ein Ball, der immer weiterfliegt: eine Engine in einem Cluster von Knoten, übergeben, bevor jemand sie vermisst.</translation>
    </message>
    <message>
        <source>Everbounce %1, with Qt %2</source>
        <translation>Everbounce %1, mit Qt %2</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder später. Ohne jede Gewährleistung.</translation>
    </message>
</context>
<context>
    <name>Bar</name>
    <message>
        <source>Everbounce</source>
        <translation>Everbounce</translation>
    </message>
    <message>
        <source>One node of a cluster flies the ball. Kill it: another takes over, and the ball flies on.</source>
        <translation>Ein Knoten fliegt den Ball. Schießt man den Knoten ab, fliegt ein anderer ihn weiter.</translation>
    </message>
    <message>
        <source>One node of a cluster flies the ball. If it fails, another takes over, and the ball flies on.</source>
        <translation>Ein Knoten fliegt den Ball. Fällt er aus, fliegt ein anderer ihn weiter.</translation>
    </message>
    <message>
        <source>Connected to %1</source>
        <translation>Verbunden mit %1</translation>
    </message>
    <message>
        <source>Viewers: %1</source>
        <translation>Zuschauer: %1</translation>
    </message>
    <message>
        <source>Viewers</source>
        <translation>Zuschauer</translation>
    </message>
</context>
<context>
    <name>BehaviorEditor</name>
    <message>
        <source>One that fails</source>
        <translation>Eines, das versagt</translation>
    </message>
    <message>
        <source>Write a behaviour</source>
        <translation>Verhalten schreiben</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Beginnen mit</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Fly it</source>
        <translation>Fliegen</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Tab moves on, Esc closes.</source>
        <translation>Tab geht weiter, Esc schließt.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>BehaviorList</name>
    <message>
        <source>Behaviours</source>
        <translation>Verhalten</translation>
    </message>
    <message>
        <source>Flights</source>
        <translation>Flüge</translation>
    </message>
    <message>
        <source>Made to fail</source>
        <translation>Absichtlich fehlerhaft</translation>
    </message>
</context>
<context>
    <name>BehaviorRow</name>
    <message>
        <source>new: %1</source>
        <translation>neu: %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Try %1 again</source>
        <translation>%1 erneut versuchen</translation>
    </message>
</context>
<context>
    <name>Behaviors</name>
    <message>
        <source>Flies straight and bounces off the walls.</source>
        <translation>Fliegt geradeaus und prallt von den Wänden ab.</translation>
    </message>
    <message>
        <source>Leaves each wall at a random speed, which may be 0.</source>
        <translation>Verlässt jede Wand mit zufälliger Geschwindigkeit, die auch null sein kann.</translation>
    </message>
    <message>
        <source>Leaves each wall at a random speed, but never 0.</source>
        <translation>Verlässt jede Wand mit zufälliger Geschwindigkeit, die nie null ist.</translation>
    </message>
    <message>
        <source>Is on no node, so the command is refused.</source>
        <translation>Gibt es auf keinem Knoten, deshalb wird der Befehl abgelehnt.</translation>
    </message>
    <message>
        <source>The ball falls, and bounces for ever.</source>
        <translation>Der Ball fällt und springt ohne Ende.</translation>
    </message>
    <message>
        <source>The ball rolls as over a billiard table: it slows down evenly, bounces off the cushions, and once it has nearly come to rest it is struck anew.</source>
        <translation>Der Ball rollt wie über einen Billardtisch: Er wird gleichmäßig langsamer, prallt von den Banden ab und wird, wenn er fast ruht, neu angestoßen.</translation>
    </message>
    <message>
        <source>Falls, and bounces off the floor for ever.</source>
        <translation>Fällt und springt ohne Ende vom Boden hoch.</translation>
    </message>
    <message>
        <source>Winds around the middle of the box, out and in again.</source>
        <translation>Kreist um die Mitte des Kastens, nach außen und wieder nach innen.</translation>
    </message>
    <message>
        <source>Flies to the right, and knows nothing of walls.</source>
        <translation>Fliegt nach rechts und kennt keine Wände.</translation>
    </message>
    <message>
        <source>Never answers.</source>
        <translation>Antwortet nie.</translation>
    </message>
    <message>
        <source>Does not bounce, so the ball flies out of the box.</source>
        <translation>Prallt nicht ab, sodass der Ball aus dem Kasten fliegt.</translation>
    </message>
    <message>
        <source>The ball gets a position that is not a number.</source>
        <translation>Gibt dem Ball eine Position, die keine Zahl ist.</translation>
    </message>
    <message>
        <source>Flies well until its first bounce, then throws an exception.</source>
        <translation>Fliegt fehlerfrei bis zum ersten Aufprall und löst dort eine Ausnahme aus.</translation>
    </message>
    <message>
        <source>Writes to address 0, and so crashes its engine.</source>
        <translation>Schreibt an die Adresse 0 und bringt so die Engine zum Absturz.</translation>
    </message>
    <message>
        <source>Tries to end its node as well, which the engine&apos;s sandbox forbids.</source>
        <translation>Versucht auch den Knoten zu beenden, was die Sandbox der Engine verhindert.</translation>
    </message>
</context>
<context>
    <name>BehaviorsSection</name>
    <message>
        <source>Behaviours</source>
        <translation>Verhalten</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>on trial</source>
        <translation>auf Probe</translation>
    </message>
    <message>
        <source>Write one</source>
        <translation>Selbst schreiben</translation>
    </message>
</context>
<context>
    <name>ChaosSwitch</name>
    <message>
        <source>Chaos</source>
        <translation>Chaos</translation>
    </message>
    <message>
        <source>A random fault every three to six seconds, for ten minutes or until it is switched off. It always leaves two running.</source>
        <translation>Alle drei bis sechs Sekunden eine zufällige Störung, zehn Minuten lang oder bis zum Ausschalten. Zwei Knoten laufen immer weiter.</translation>
    </message>
</context>
<context>
    <name>Cluster</name>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
</context>
<context>
    <name>ClusterFacts</name>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>The lease</source>
        <translation>Die Lease</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>Amtszeit</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revision</translation>
    </message>
</context>
<context>
    <name>ClusterSection</name>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
</context>
<context>
    <name>EventLog</name>
    <message>
        <source>Event log</source>
        <translation>Ereignisprotokoll</translation>
    </message>
    <message>
        <source>1 event</source>
        <translation>1 Ereignis</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1 Ereignisse</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>all nodes</source>
        <translation>alle Knoten</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>all kinds</source>
        <translation>alle Arten</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>No matching events.</source>
        <translation>Keine passenden Ereignisse.</translation>
    </message>
</context>
<context>
    <name>FailoverSheet</name>
    <message>
        <source>How term %1 began</source>
        <translation>Wie Amtszeit %1 begann</translation>
    </message>
    <message>
        <source>Save the drawing</source>
        <translation>Zeichnung speichern</translation>
    </message>
</context>
<context>
    <name>FaultButton</name>
    <message>
        <source>No other node is left: the ball ends, too.</source>
        <translation>Kein anderer Knoten ist da: Auch der Ball endet.</translation>
    </message>
    <message>
        <source>No other node can take over: the ball stops at the end of the known flight, and flies on with this node.</source>
        <translation>Kein anderer Knoten kann übernehmen: Der Ball bleibt am Ende des Bekannten stehen und fliegt mit diesem Knoten weiter.</translation>
    </message>
    <message>
        <source>No other node can take the lease: this one keeps it.</source>
        <translation>Kein anderer Knoten kann die Lease übernehmen: Dieser behält sie.</translation>
    </message>
    <message>
        <source>There is no other node: the ball flies on.</source>
        <translation>Kein anderer Knoten ist da: Der Ball fliegt weiter.</translation>
    </message>
    <message>
        <source>%1, for %2 s.</source>
        <translation>%1, für %2 s.</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
</context>
<context>
    <name>FaultStrip</name>
    <message>
        <source>Faults</source>
        <translation>Störungen</translation>
    </message>
    <message>
        <source>Nudge</source>
        <translation>Anstoßen</translation>
    </message>
    <message>
        <source>Gives the ball another direction.</source>
        <translation>Gibt dem Ball eine andere Richtung.</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>Kill</source>
        <translation>Abschuss</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Crash</source>
        <translation>Absturz</translation>
    </message>
    <message>
        <source>Hang</source>
        <translation>Hänger</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Übergabe</translation>
    </message>
    <message>
        <source>Isolate</source>
        <translation>Trennung</translation>
    </message>
    <message>
        <source>Lossy</source>
        <translation>Verluste</translation>
    </message>
    <message>
        <source>Kill the node</source>
        <translation>Knoten abschießen</translation>
    </message>
    <message>
        <source>The process ends at once, without a goodbye.</source>
        <translation>Der Prozess endet sofort und ohne Abschied.</translation>
    </message>
    <message>
        <source>Another node takes the lease within milliseconds.</source>
        <translation>Ein anderer Knoten übernimmt die Lease innerhalb von Millisekunden.</translation>
    </message>
    <message>
        <source>Freeze the node</source>
        <translation>Knoten anhalten</translation>
    </message>
    <message>
        <source>The whole process stops, and goes on later.</source>
        <translation>Der ganze Prozess hält an und läuft später weiter.</translation>
    </message>
    <message>
        <source>Once its lease has run out another node takes it. The frozen one comes back as a follower.</source>
        <translation>Ist seine Lease abgelaufen, so übernimmt sie ein anderer Knoten. Der angehaltene kehrt zurück und folgt.</translation>
    </message>
    <message>
        <source>Crash the engine</source>
        <translation>Engine abstürzen lassen</translation>
    </message>
    <message>
        <source>The engine process gets a real segmentation fault.</source>
        <translation>Der Engine-Prozess erhält einen echten Speicherzugriffsfehler.</translation>
    </message>
    <message>
        <source>The spare goes on within milliseconds. The node stays.</source>
        <translation>Die Ersatz-Engine macht innerhalb von Millisekunden weiter. Der Knoten bleibt.</translation>
    </message>
    <message>
        <source>Hang the engine</source>
        <translation>Engine aufhängen</translation>
    </message>
    <message>
        <source>The engine process loops for ever.</source>
        <translation>Der Engine-Prozess gerät in eine Endlosschleife.</translation>
    </message>
    <message>
        <source>Within a tenth of a second the spare takes its place.</source>
        <translation>Innerhalb einer Zehntelsekunde tritt die Ersatz-Engine an seine Stelle.</translation>
    </message>
    <message>
        <source>Hand over the lease</source>
        <translation>Lease übergeben</translation>
    </message>
    <message>
        <source>The holder hands the lease over.</source>
        <translation>Der Inhaber übergibt die Lease.</translation>
    </message>
    <message>
        <source>Another node holds the lease at once. The ball flies on.</source>
        <translation>Ein anderer Knoten hält die Lease sofort. Der Ball fliegt weiter.</translation>
    </message>
    <message>
        <source>Isolate the node</source>
        <translation>Knoten abtrennen</translation>
    </message>
    <message>
        <source>Nothing passes between it and the others.</source>
        <translation>Zwischen ihm und den anderen kommt nichts mehr an.</translation>
    </message>
    <message>
        <source>Both sides show the same flight, and become one cluster again.</source>
        <translation>Beide Seiten zeigen denselben Flug. Sie finden wieder zu einem Cluster zusammen.</translation>
    </message>
    <message>
        <source>Lossy network</source>
        <translation>Netz mit Verlusten</translation>
    </message>
    <message>
        <source>Some of its messages are lost, both ways, and others come late.</source>
        <translation>Ein Teil seiner Nachrichten geht in beide Richtungen verloren, andere kommen verspätet.</translation>
    </message>
    <message>
        <source>The lease may move. The ball flies on.</source>
        <translation>Die Lease kann wechseln. Der Ball fliegt weiter.</translation>
    </message>
    <message>
        <source>etcd leader</source>
        <translation>etcd-Leader</translation>
    </message>
    <message>
        <source>Quorum</source>
        <translation>Mehrheit</translation>
    </message>
    <message>
        <source>Kill etcd&apos;s leader</source>
        <translation>Führendes Mitglied von etcd beenden</translation>
    </message>
    <message>
        <source>The member of etcd that leads ends at once. It is started again five seconds later.</source>
        <translation>Das führende Mitglied von etcd endet sofort. Fünf Sekunden später startet es neu.</translation>
    </message>
    <message>
        <source>The others elect a leader. The lease stays, and the ball flies on.</source>
        <translation>Die anderen wählen ein führendes. Die Lease bleibt, und der Ball fliegt weiter.</translation>
    </message>
    <message>
        <source>Stop etcd&apos;s majority</source>
        <translation>Mehrheit von etcd anhalten</translation>
    </message>
    <message>
        <source>Two of etcd&apos;s three members stop, and go on later.</source>
        <translation>Zwei der drei Mitglieder von etcd halten an und laufen später weiter.</translation>
    </message>
    <message>
        <source>The ball stops at the end of the known flight, and commands are refused. Later it flies on from there.</source>
        <translation>Der Ball fliegt bis zum Ende des Bekannten und bleibt dort stehen. Befehle werden abgewiesen. Danach fliegt er von dort weiter.</translation>
    </message>
</context>
<context>
    <name>FieldLine</name>
    <message>
        <source>Apply</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>%1: apply</source>
        <translation>%1: übernehmen</translation>
    </message>
</context>
<context>
    <name>FrameLog</name>
    <message>
        <source>The frame log &apos;%1&apos; cannot be written: %2; name another with --frame-log.</source>
        <translation>Das Bildprotokoll „%1“ kann nicht geschrieben werden: %2; ein anderes mit --frame-log angeben.</translation>
    </message>
</context>
<context>
    <name>Guard</name>
    <message>
        <source>Hold, or press three times.</source>
        <translation>Gedrückt halten oder dreimal drücken.</translation>
    </message>
    <message>
        <source>1 more click</source>
        <translation>noch 1 Klick</translation>
    </message>
    <message>
        <source>%1 more clicks</source>
        <translation>noch %1 Klicks</translation>
    </message>
</context>
<context>
    <name>HouseWords</name>
    <message>
        <source>term</source>
        <translation>Amtszeit</translation>
    </message>
    <message>
        <source>The number of a lease. It grows with each change of holder and each restart, often by more than one; the highest term wins.</source>
        <translation>Die Nummer einer Lease: Sie wächst mit jedem Wechsel und jedem Neustart, oft um mehr als eins, und eine höhere Amtszeit geht jeder niedrigeren vor.</translation>
    </message>
    <message>
        <source>revision</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>Counts the commands that this flight has obeyed: nudges and changes of the behaviour.</source>
        <translation>Zählt die Befehle, denen dieser Flug gefolgt ist: Anstöße und Wechsel des Verhaltens.</translation>
    </message>
    <message>
        <source>lease</source>
        <translation>Lease</translation>
    </message>
    <message>
        <source>The right to fly the ball: one node holds it at a time and renews it; when its links close or it falls silent, another takes it.</source>
        <translation>Das Recht, den Ball zu fliegen: Immer nur ein Knoten hält und erneuert sie; brechen seine Verbindungen ab oder verstummt er, übernimmt ein anderer.</translation>
    </message>
    <message>
        <source>holder</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>The node that holds the lease: its engine flies the ball, and all others know the flight ahead.</source>
        <translation>Der Knoten, der die Lease hält: Seine Engine fliegt den Ball, und alle anderen kennen den Flug im Voraus.</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>The process that computes the flight for the holder. If it crashes or hangs, its node is unharmed.</source>
        <translation>Der Prozess neben dem Inhaber, der den Flug berechnet: Er darf abstürzen oder hängen, ohne seinem Knoten zu schaden.</translation>
    </message>
    <message>
        <source>spare</source>
        <translation>Ersatz-Engine</translation>
    </message>
    <message>
        <source>A second engine on the same node. It takes over within milliseconds if the first one ends.</source>
        <translation>Eine zweite Engine, die auf demselben Knoten wartet: Endet die erste, macht sie innerhalb von Millisekunden weiter.</translation>
    </message>
    <message>
        <source>quarantine</source>
        <translation>Quarantäne</translation>
    </message>
    <message>
        <source>A behaviour that failed on trial: no node flies it again unless you ask for it.</source>
        <translation>Ein Verhalten, das auf Probe versagt hat: Kein Knoten fliegt es noch einmal, außer auf ausdrücklichen Wunsch.</translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>Nudge the ball</source>
        <translation>Ball anstoßen</translation>
    </message>
    <message>
        <source>Go to the cluster</source>
        <translation>Zum Cluster</translation>
    </message>
    <message>
        <source>Go to the flight recorder</source>
        <translation>Zum Flugschreiber</translation>
    </message>
    <message>
        <source>Search the event log</source>
        <translation>Ereignisprotokoll durchsuchen</translation>
    </message>
    <message>
        <source>Go to the behaviours</source>
        <translation>Zum Verhalten</translation>
    </message>
    <message>
        <source>Go to the faults</source>
        <translation>Zu den Störungen</translation>
    </message>
    <message>
        <source>Chaos on or off</source>
        <translation>Chaos ein oder aus</translation>
    </message>
    <message>
        <source>Present: large, with the tour</source>
        <translation>Vorführen: groß, mit dem Rundgang</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Next colours: system, light, dark</source>
        <translation>Nächste Farben: System, hell, dunkel</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>Diese Liste</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation>Strg+Q</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>In a word</source>
        <translation>Kurz erklärt</translation>
    </message>
    <message>
        <source>Go to another machine</source>
        <translation>Zu einem weiteren Rechner</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>KillButton</name>
    <message>
        <source>Kill %1</source>
        <translation>%1 abschießen</translation>
    </message>
    <message>
        <source>Ends this window and its node at once. The others fly on.</source>
        <translation>Beendet dieses Fenster und seinen Knoten sofort. Die anderen fliegen weiter.</translation>
    </message>
    <message>
        <source>Kill</source>
        <translation>Abschuss</translation>
    </message>
    <message>
        <source>Ends this window and its node at once. No other node is left: the ball ends, too.</source>
        <translation>Beendet dieses Fenster und seinen Knoten sofort. Kein anderer Knoten bleibt: Auch der Ball endet.</translation>
    </message>
</context>
<context>
    <name>LanguageLine</name>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>System language</source>
        <translation>Systemsprache</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
    <message>
        <source>lease, in its holder&apos;s colour</source>
        <translation>Lease, in der Farbe ihres Inhabers</translation>
    </message>
    <message>
        <source>no holder</source>
        <translation>kein Inhaber</translation>
    </message>
    <message>
        <source>injected fault</source>
        <translation>ausgelöste Störung</translation>
    </message>
    <message>
        <source>engine lost</source>
        <translation>Engine verloren</translation>
    </message>
    <message>
        <source>engine took over</source>
        <translation>Engine übernimmt</translation>
    </message>
    <message>
        <source>stall, red from 50 ms</source>
        <translation>Aussetzer, rot ab 50 ms</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Everbounce: %1</source>
        <translation>Everbounce: %1</translation>
    </message>
    <message>
        <source>Everbounce</source>
        <translation>Everbounce</translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>Open in browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>Another machine…</source>
        <translation>Ein weiterer Rechner …</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>Rundgang beginnen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>About Everbounce</source>
        <translation>Über Everbounce</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>System language</source>
        <translation>Systemsprache</translation>
    </message>
    <message>
        <source>Start another node here</source>
        <translation>Weiteren Knoten hier starten</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
</context>
<context>
    <name>MemberRow</name>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>MenuButton</name>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
</context>
<context>
    <name>NeighbourCard</name>
    <message>
        <source>Join…</source>
        <translation>Beitreten …</translation>
    </message>
    <message>
        <source>Invite…</source>
        <translation>Einladen …</translation>
    </message>
    <message>
        <source>Another machine can fly along.</source>
        <translation>Ein weiterer Rechner kann mitfliegen.</translation>
    </message>
    <message>
        <source>Another machine…</source>
        <translation>Ein weiterer Rechner …</translation>
    </message>
</context>
<context>
    <name>NodeCard</name>
    <message>
        <source>holds the lease</source>
        <translation>hält die Lease</translation>
    </message>
    <message>
        <source>follows</source>
        <translation>folgt</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>verstummt</translation>
    </message>
    <message>
        <source>frozen, %1 s</source>
        <translation>angehalten, %1 s</translation>
    </message>
    <message>
        <source>isolated, %1 s</source>
        <translation>abgetrennt, %1 s</translation>
    </message>
    <message>
        <source>lossy, %1 s</source>
        <translation>Verluste, %1 s</translation>
    </message>
    <message>
        <source>being killed</source>
        <translation>wird abgeschossen</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>weg</translation>
    </message>
    <message>
        <source>1 viewer</source>
        <translation>1 Zuschauer</translation>
    </message>
    <message numerus="yes">
        <source>%n viewers</source>
        <translation>
            <numerusform>%n Zuschauer</numerusform>
            <numerusform>%n Zuschauer</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, holds the lease</source>
        <translation>%1, hält die Lease</translation>
    </message>
    <message>
        <source>this node</source>
        <translation>dieser Knoten</translation>
    </message>
    <message>
        <source>this node</source>
        <comment>on a small card</comment>
        <translation>hier</translation>
    </message>
    <message>
        <source>%1 away</source>
        <translation>%1 entfernt</translation>
    </message>
    <message>
        <source>holder</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>started here</source>
        <translation>hier gestartet</translation>
    </message>
    <message>
        <source>holds the lease on the other side</source>
        <translation>hält die Lease auf der anderen Seite</translation>
    </message>
    <message>
        <source>other side</source>
        <translation>andere Seite</translation>
    </message>
    <message>
        <source>other holder</source>
        <translation>anderer Inhaber</translation>
    </message>
</context>
<context>
    <name>NodeLink</name>
    <message>
        <source>Opens the page of this node</source>
        <translation>Öffnet die Seite dieses Knotens</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Nobody can take over: start another node.</source>
        <translation>Niemand kann übernehmen: einen weiteren Knoten starten.</translation>
    </message>
</context>
<context>
    <name>PairingSheet</name>
    <message>
        <source>Another machine</source>
        <translation>Ein weiterer Rechner</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Einladen</translation>
    </message>
    <message>
        <source>The same</source>
        <translation>Dieselben</translation>
    </message>
    <message>
        <source>Not the same</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Members of this cluster</source>
        <translation>Mitglieder dieses Clusters</translation>
    </message>
    <message>
        <source>Show neighbours</source>
        <translation>Nachbarn zeigen</translation>
    </message>
    <message>
        <source>Do not show neighbours</source>
        <translation>Nachbarn nicht zeigen</translation>
    </message>
</context>
<context>
    <name>PhoneSheet</name>
    <message>
        <source>Show on phone</source>
        <translation>Auf dem Telefon zeigen</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>To watch</source>
        <translation>Zum Zuschauen</translation>
    </message>
    <message>
        <source>To command</source>
        <translation>Zum Bedienen</translation>
    </message>
    <message>
        <source>The address as a QR code</source>
        <translation>Die Adresse als QR-Code</translation>
    </message>
</context>
<context>
    <name>QuitSheet</name>
    <message>
        <source>The ball ends here</source>
        <translation>Der Ball endet hier</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>No other node is left.</source>
        <translation>Kein anderer Knoten bleibt.</translation>
    </message>
    <message>
        <source>No other node is left: those that were started here end with this window.</source>
        <translation>Kein anderer Knoten bleibt: Die hier gestarteten enden mit diesem Fenster.</translation>
    </message>
    <message>
        <source>When a node is started again here, the ball flies on from where it was.</source>
        <translation>Wird hier wieder ein Knoten gestartet, fliegt der Ball von dort weiter, wo er war.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Keep them and quit</source>
        <translation>Behalten und beenden</translation>
    </message>
</context>
<context>
    <name>Recorder</name>
    <message>
        <source>a former node</source>
        <translation>ein früherer Knoten</translation>
    </message>
    <message>
        <source>no injected fault</source>
        <translation>keine ausgelöste Störung</translation>
    </message>
    <message>
        <source>1 injected fault</source>
        <translation>1 ausgelöste Störung</translation>
    </message>
    <message numerus="yes">
        <source>%n injected faults</source>
        <translation>
            <numerusform>%n ausgelöste Störung</numerusform>
            <numerusform>%n ausgelöste Störungen</numerusform>
        </translation>
    </message>
    <message>
        <source>no change of holder</source>
        <translation>kein Wechsel</translation>
    </message>
    <message>
        <source>1 change of holder</source>
        <translation>1 Wechsel</translation>
    </message>
    <message numerus="yes">
        <source>%n changes of holder</source>
        <translation>
            <numerusform>%n Wechsel</numerusform>
            <numerusform>%n Wechsel</numerusform>
        </translation>
    </message>
    <message>
        <source>longest gap %1</source>
        <translation>längste Lücke %1</translation>
    </message>
    <message>
        <source>not known who held the lease</source>
        <translation>Inhaber der Lease nicht bekannt</translation>
    </message>
    <message>
        <source>never without a holder</source>
        <translation>nie ohne Inhaber</translation>
    </message>
    <message>
        <source>Last minute: %1</source>
        <translation>Letzte Minute: %1</translation>
    </message>
    <message>
        <source>Last %1 minutes: %2</source>
        <translation>Letzte %1 Minuten: %2</translation>
    </message>
    <message>
        <source>Last hour: %1</source>
        <translation>Letzte Stunde: %1</translation>
    </message>
    <message>
        <source>largest stall %1</source>
        <translation>längster Aussetzer %1</translation>
    </message>
    <message>
        <source>%1 held the lease (term %2)</source>
        <translation>%1 hielt die Lease (Amtszeit %2)</translation>
    </message>
    <message>
        <source>no holder for %1</source>
        <translation>%1 ohne Inhaber</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>engine lost on %1</source>
        <translation>Engine verloren: %1</translation>
    </message>
    <message>
        <source>new engine on %1</source>
        <translation>neue Engine: %1</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>Vor %1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s ago</source>
        <translation>Vor %1 min %2 s</translation>
    </message>
</context>
<context>
    <name>RecorderDrawing</name>
    <message>
        <source>Lease</source>
        <translation>Lease</translation>
    </message>
    <message>
        <source>No holder</source>
        <translation>Unbesetzt</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>Störungen</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Stalls</source>
        <translation>Aussetzer</translation>
    </message>
    <message>
        <source>−%1 s</source>
        <translation>−%1 s</translation>
    </message>
    <message>
        <source>−%1 min</source>
        <translation>−%1 min</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 · term %2</source>
        <translation>%1 · Amtszeit %2</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Gespeichert als %1.</translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation>%1 kann nicht geschrieben werden: %2.</translation>
    </message>
</context>
<context>
    <name>RecorderSection</name>
    <message>
        <source>Flight recorder</source>
        <translation>Flugschreiber</translation>
    </message>
    <message>
        <source>Hover, or use ← →, + −.</source>
        <translation>Zeigen oder ← →, + − drücken.</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 zeigen</translation>
    </message>
    <message>
        <source>How term %1 began</source>
        <translation>Wie Amtszeit %1 begann</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern als</translation>
    </message>
    <message>
        <source>Save as %1</source>
        <translation>Als %1 speichern</translation>
    </message>
</context>
<context>
    <name>Scene</name>
    <message>
        <source>A ball flying around in a box</source>
        <translation>Ein Ball, der in einem Kasten umherfliegt</translation>
    </message>
    <message>
        <source>Looking for the ball…</source>
        <translation>Der Ball wird gesucht …</translation>
    </message>
</context>
<context>
    <name>ScriptText</name>
    <message>
        <source>Text of the behaviour</source>
        <translation>Text des Verhaltens</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>This node</source>
        <translation>Dieser Knoten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Port of the page</source>
        <translation>Port der Seite</translation>
    </message>
    <message>
        <source>This desktop</source>
        <translation>Dieser Desktop</translation>
    </message>
    <message>
        <source>Start with the session</source>
        <translation>Beim Anmelden starten</translation>
    </message>
    <message>
        <source>Keep running in the tray</source>
        <translation>Im Infobereich weiterlaufen</translation>
    </message>
    <message>
        <source>Closing the window then hides it; the tray&apos;s menu shows it again, or quits.</source>
        <translation>Wer das Fenster schließt, blendet es dann nur aus; das Menü im Infobereich zeigt es wieder oder beendet das Programm.</translation>
    </message>
    <message>
        <source>This desktop has no tray: closing the window quits.</source>
        <translation>Dieser Desktop hat keinen Infobereich: Wer das Fenster schließt, beendet das Programm.</translation>
    </message>
    <message>
        <source>Notify when another node takes over</source>
        <translation>Melden, wenn ein anderer Knoten übernimmt</translation>
    </message>
    <message>
        <source>Everbounce sends no telemetry: it speaks to the nodes of its cluster and to its viewers, and to nobody else.</source>
        <translation>Everbounce sendet keine Telemetrie: Es spricht mit den Knoten seines Clusters und mit seinen Betrachtern, und mit niemandem sonst.</translation>
    </message>
    <message>
        <source>Share on this network</source>
        <translation>In diesem Netz freigeben</translation>
    </message>
    <message>
        <source>Show on phone</source>
        <translation>Auf dem Telefon zeigen</translation>
    </message>
</context>
<context>
    <name>SharingPart</name>
    <message>
        <source>Share on this network</source>
        <translation>In diesem Netz freigeben</translation>
    </message>
    <message>
        <source>Show on phone</source>
        <translation>Auf dem Telefon zeigen</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>SideWords</name>
    <message>
        <source>One side again: %1 holds the lease.</source>
        <translation>Wieder eine Seite: %1 hält die Lease.</translation>
    </message>
    <message>
        <source>Two sides: %1 holds the lease here, %2 on the other side.</source>
        <translation>Zwei Seiten: Hier hält %1 die Lease, auf der anderen Seite %2.</translation>
    </message>
    <message>
        <source>Three sides: %1 holds the lease here, %2 and %3 on the others.</source>
        <translation>Drei Seiten: Hier hält %1 die Lease, auf den anderen %2 und %3.</translation>
    </message>
    <message>
        <source>Both balls fly alike until one side gets a command.</source>
        <translation>Beide Bälle fliegen gleich, bis eine Seite einen Befehl erhält.</translation>
    </message>
    <message>
        <source>All balls fly alike until one side gets a command.</source>
        <translation>Alle Bälle fliegen gleich, bis eine Seite einen Befehl erhält.</translation>
    </message>
</context>
<context>
    <name>StartedNodeRow</name>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep running when the window closes</source>
        <translation>Weiterlaufen lassen, wenn das Fenster schließt</translation>
    </message>
    <message>
        <source>Keep %1</source>
        <translation>%1 behalten</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Hands the lease over if it holds it, and ends.</source>
        <translation>Übergibt die Lease, falls er sie hält, und endet.</translation>
    </message>
    <message>
        <source>End %1</source>
        <translation>%1 beenden</translation>
    </message>
</context>
<context>
    <name>StartedNodes</name>
    <message>
        <source>Start another node here</source>
        <translation>Weiteren Knoten hier starten</translation>
    </message>
    <message>
        <source>A node of this program on this machine, without a window and with a state of its own.</source>
        <translation>Ein Knoten dieses Programms auf diesem Rechner, ohne Fenster und mit eigenem Stand.</translation>
    </message>
    <message>
        <source>It ends with this window, unless you keep it.</source>
        <translation>Er endet mit diesem Fenster, wenn man ihn nicht behält.</translation>
    </message>
    <message>
        <source>No more than %1 nodes are started from one window.</source>
        <translation>Von einem Fenster aus werden höchstens %1 Knoten gestartet.</translation>
    </message>
</context>
<context>
    <name>TargetChoice</name>
    <message>
        <source>Break</source>
        <translation>Ziel</translation>
    </message>
</context>
<context>
    <name>ThemeSwitch</name>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Colours: %1</source>
        <translation>Farben: %1</translation>
    </message>
</context>
<context>
    <name>TourCard</name>
    <message>
        <source>New here?</source>
        <translation>Neu hier?</translation>
    </message>
    <message>
        <source>Four things to do, in a minute: you break it, and see what happens.</source>
        <translation>Vier Handgriffe, eine Minute: etwas stören und sehen, was geschieht.</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>Rundgang beginnen</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>No, thanks</source>
        <translation>Nein, danke</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
</context>
<context>
    <name>TourWords</name>
    <message>
        <source>%1 of 4: %2</source>
        <translation>%1 von 4: %2</translation>
    </message>
    <message>
        <source>This takes a second node: start one first.</source>
        <translation>Dazu braucht es einen zweiten Knoten: zuerst einen starten.</translation>
    </message>
    <message>
        <source>kill the holder</source>
        <translation>den Inhaber abschießen</translation>
    </message>
    <message>
        <source>hand the lease over</source>
        <translation>die Lease übergeben</translation>
    </message>
    <message>
        <source>break the engine</source>
        <translation>die Engine stören</translation>
    </message>
    <message>
        <source>read the recorder</source>
        <translation>den Flugschreiber lesen</translation>
    </message>
    <message>
        <source>%1 holds the lease, so its engine flies the ball. Hold Kill on its card for a second.</source>
        <translation>%1 hält die Lease, also fliegt seine Engine den Ball. Auf seiner Karte „Abschuss“ eine Sekunde lang gedrückt halten.</translation>
    </message>
    <message>
        <source>%1 holds the lease. Press Hand over: another node holds it at once.</source>
        <translation>%1 hält die Lease. „Übergabe“ drücken: Ein anderer Knoten hält sie sofort.</translation>
    </message>
    <message>
        <source>The engine is a process of its own. Press Crash: it gets a real segmentation fault.</source>
        <translation>Die Engine ist ein eigener Prozess. „Absturz“ drücken: Sie erhält einen echten Speicherzugriffsfehler.</translation>
    </message>
    <message>
        <source>The recorder shows the last minute: leases, gaps, faults. Point at it, or press a change of holder below it.</source>
        <translation>Der Flugschreiber zeigt die letzte Minute: Leases, Lücken, Störungen. Darauf zeigen oder darunter einen Wechsel drücken.</translation>
    </message>
    <message>
        <source>%1 is gone. %2 later %3 took the lease (term %4). Largest stall here: %5.</source>
        <translation>%1 ist weg. %2 später übernahm %3 die Lease (Amtszeit %4). Längster Aussetzer hier: %5.</translation>
    </message>
    <message>
        <source>%1 handed the lease to %2 (term %3). Largest stall here: %4.</source>
        <translation>%1 hat die Lease an %2 übergeben (Amtszeit %3). Längster Aussetzer hier: %4.</translation>
    </message>
    <message>
        <source>The engine on %1 ended, and its spare took over; the lease stayed (term %2). Largest stall here: %3.</source>
        <translation>Die Engine auf %1 endete, und ihr Ersatz übernahm; die Lease blieb (Amtszeit %2). Längster Aussetzer hier: %3.</translation>
    </message>
    <message>
        <source>That is what the nodes themselves recorded. Whatever you break next, it is there for an hour.</source>
        <translation>Das haben die Knoten selbst aufgezeichnet. Was immer als Nächstes gestört wird, steht dort eine Stunde lang.</translation>
    </message>
</context>
<context>
    <name>UnderWay</name>
    <message>
        <source>under way</source>
        <translation>läuft</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>up %1 s</source>
        <translation>seit %1 s</translation>
    </message>
    <message>
        <source>up %1 min</source>
        <translation>seit %1 min</translation>
    </message>
    <message>
        <source>up %1 h</source>
        <translation>seit %1 h</translation>
    </message>
    <message>
        <source>up 1 day</source>
        <translation>seit 1 Tag</translation>
    </message>
    <message numerus="yes">
        <source>up %n days</source>
        <translation>
            <numerusform>seit %n Tag</numerusform>
            <numerusform>seit %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>No node holds the lease</source>
        <translation>Kein Knoten hält die Lease</translation>
    </message>
    <message>
        <source>%1 holds the lease (term %2)</source>
        <translation>%1 hält die Lease (Amtszeit %2)</translation>
    </message>
    <message>
        <source>1 node</source>
        <translation>1 Knoten</translation>
    </message>
    <message>
        <source>%1 nodes</source>
        <translation>%1 Knoten</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>.</source>
        <comment>the decimal point</comment>
        <translation>,</translation>
    </message>
</context>
<context>
    <name>everbounce::Autostart</name>
    <message>
        <source>this folder cannot be made</source>
        <translation>dieser Ordner lässt sich nicht anlegen</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 lässt sich nicht schreiben: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be removed: %2.</source>
        <translation>%1 lässt sich nicht löschen: %2.</translation>
    </message>
</context>
<context>
    <name>everbounce::BehaviorsModel</name>
    <message>
        <source>built in</source>
        <translation>eingebaut</translation>
    </message>
    <message>
        <source>plugin</source>
        <translation>Plugin</translation>
    </message>
    <message>
        <source>script</source>
        <translation>Skript</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>überall</translation>
    </message>
    <message>
        <source>on trial</source>
        <translation>auf Probe</translation>
    </message>
    <message>
        <source>quarantined</source>
        <translation>in Quarantäne</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>It failed on trial. It runs again only if you press Try again.</source>
        <translation>Hat auf Probe versagt. Wird nur auf ausdrücklichen Wunsch noch einmal versucht.</translation>
    </message>
    <message>
        <source>If it fails, the ball goes back to %1.</source>
        <translation>Wenn es versagt, kehrt der Ball zu %1 zurück.</translation>
    </message>
    <message>
        <source>Only on %1.</source>
        <translation>Nur auf %1.</translation>
    </message>
</context>
<context>
    <name>everbounce::Commands</name>
    <message>
        <source>No node holds the lease just now.</source>
        <translation>Gerade hält kein Knoten die Lease.</translation>
    </message>
    <message>
        <source>No node answered within 10 seconds. Check before you try again: the command may still have been carried out.</source>
        <translation>Kein Knoten hat innerhalb von 10 Sekunden geantwortet. Vor einem neuen Versuch nachsehen: Der Befehl kann trotzdem ausgeführt worden sein.</translation>
    </message>
</context>
<context>
    <name>everbounce::DesktopWindow</name>
    <message>
        <source>The window cannot be shown: Qt&apos;s QML modules (Quick, Controls, Layouts) are not all installed.</source>
        <translation>Das Fenster kann nicht angezeigt werden: Die QML-Module von Qt (Quick, Controls, Layouts) sind nicht alle installiert.</translation>
    </message>
    <message>
        <source>Shows the ball on a wall</source>
        <translation>Zeigt den Ball auf einer Wand</translation>
    </message>
</context>
<context>
    <name>everbounce::EditorModel</name>
    <message>
        <source>A name is a letter, then letters, digits, _ and -.</source>
        <translation>Ein Name besteht aus einem Buchstaben und danach Buchstaben, Ziffern, _ und -.</translation>
    </message>
    <message>
        <source>Somebody has changed %1 meanwhile. Choose it under “Start from” to see their text; undo brings yours back.</source>
        <translation>%1 wurde inzwischen von jemand anderem geändert. „Beginnen mit“ zeigt diesen Text; Rückgängig bringt den eigenen zurück.</translation>
    </message>
    <message>
        <source>%1 is saved.</source>
        <translation>%1 ist gespeichert.</translation>
    </message>
    <message>
        <source>Flies like this for the next 20 seconds.</source>
        <translation>So fliegt der Ball in den nächsten 20 Sekunden.</translation>
    </message>
    <message>
        <source>%1 is saved, and on trial now.</source>
        <translation>%1 ist gespeichert und jetzt auf Probe.</translation>
    </message>
    <message>
        <source>%1 has passed its trial.</source>
        <translation>%1 hat die Probe bestanden.</translation>
    </message>
</context>
<context>
    <name>everbounce::EventLogModel</name>
    <message>
        <source>lease</source>
        <translation>Lease</translation>
    </message>
    <message>
        <source>fault</source>
        <translation>Störung</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>behaviour</source>
        <translation>Verhalten</translation>
    </message>
    <message>
        <source>other</source>
        <translation>Sonstiges</translation>
    </message>
    <message>
        <source>command</source>
        <translation>Befehl</translation>
    </message>
</context>
<context>
    <name>everbounce::FailoverModel</name>
    <message>
        <source>No living node knows how term %1 began.</source>
        <translation>Kein lebender Knoten weiß, wie Amtszeit %1 begann.</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>This window was not shown then.</source>
        <translation>Dieses Fenster war da nicht zu sehen.</translation>
    </message>
    <message>
        <source>This window drew no stall in that time.</source>
        <translation>Dieses Fenster zeigte in dieser Zeit keinen Aussetzer.</translation>
    </message>
    <message>
        <source>Largest stall that this window drew in that time: %1.</source>
        <translation>Längster Aussetzer dieses Fensters in dieser Zeit: %1.</translation>
    </message>
    <message>
        <source>%1 did not answer in time, so its part is missing.</source>
        <translation>Nicht rechtzeitig geantwortet: %1. Dieser Teil fehlt.</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Gespeichert als %1.</translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation>%1 kann nicht geschrieben werden: %2.</translation>
    </message>
</context>
<context>
    <name>everbounce::HandoverNotice</name>
    <message>
        <source>This desktop shows no notifications.</source>
        <translation>Dieser Desktop zeigt keine Meldungen.</translation>
    </message>
    <message>
        <source>%1 flies the ball now</source>
        <translation>Jetzt fliegt %1 den Ball</translation>
    </message>
    <message>
        <source>Nobody held the lease for %1. The ball flew on.</source>
        <translation>%1 lang hielt niemand die Lease. Der Ball flog weiter.</translation>
    </message>
    <message>
        <source>The lease was handed over. The ball flew on.</source>
        <translation>Die Lease wurde übergeben. Der Ball flog weiter.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>everbounce::MembersModel</name>
    <message>
        <source>%1 (away)</source>
        <translation>%1 (abwesend)</translation>
    </message>
    <message>
        <source>Every node except “%1” gets a new key. That node and all others that share its key file leave the cluster.</source>
        <translation>Alle außer „%1“ erhalten einen neuen Schlüssel. Er verlässt den Cluster, ebenso jeder Knoten, der seine Schlüsseldatei liest.</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>%1 and 1 more</source>
        <translation>%1 und 1 weiterer</translation>
    </message>
    <message>
        <source>Every node except %1 gets a new key. Those nodes and all others that share their key file leave the cluster.</source>
        <translation>Alle außer %1 erhalten einen neuen Schlüssel. Diese verlassen den Cluster, ebenso jeder Knoten, der ihre Schlüsseldatei liest.</translation>
    </message>
    <message>
        <source>Remove these %1 nodes</source>
        <translation>Diese %1 Knoten entfernen</translation>
    </message>
    <message>
        <source>Remove this node</source>
        <translation>Diesen Knoten entfernen</translation>
    </message>
    <message>
        <source>%1 were removed.</source>
        <translation>%1 wurden entfernt.</translation>
    </message>
    <message>
        <source>“%1” was removed.</source>
        <translation>„%1“ wurde entfernt.</translation>
    </message>
    <message>
        <source>1 node has the new key.</source>
        <translation>1 Knoten hat den neuen Schlüssel.</translation>
    </message>
    <message>
        <source>%1 nodes have the new key.</source>
        <translation>%1 Knoten haben den neuen Schlüssel.</translation>
    </message>
</context>
<context>
    <name>everbounce::OutageModel</name>
    <message>
        <source>No node flies the ball</source>
        <translation>Kein Knoten fliegt den Ball</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>No node flies the ball, so no command can be carried out. It goes on by itself when one does.</source>
        <translation>Kein Knoten fliegt den Ball, deshalb kann kein Befehl ausgeführt werden. Es geht von selbst weiter, sobald einer fliegt.</translation>
    </message>
</context>
<context>
    <name>everbounce::PairingModel</name>
    <message>
        <source>Let a node of another machine into this cluster: press Invite here, then Join there.</source>
        <translation>Einen Knoten eines anderen Rechners in diesen Cluster aufnehmen: hier „Einladen“ drücken, dann dort „Beitreten“.</translation>
    </message>
    <message>
        <source>Waiting two minutes for another node. Press Join there.</source>
        <translation>Zwei Minuten lang kann ein weiterer Knoten kommen. Dort „Beitreten“ drücken.</translation>
    </message>
    <message>
        <source>Asking the node at %1…</source>
        <translation>Der Knoten unter %1 wird gefragt …</translation>
    </message>
    <message>
        <source>Does “%1” at %2 show the same digits?</source>
        <translation>Zeigt „%1“ unter %2 dieselben Ziffern?</translation>
    </message>
    <message>
        <source>If both say yes, this node leaves its cluster, and its ball, for theirs.</source>
        <translation>Wenn beide zustimmen, verlässt dieser Knoten seinen Cluster und seinen Ball für den anderen.</translation>
    </message>
    <message>
        <source>You said yes. Waiting for “%1”…</source>
        <translation>Zugestimmt. Es fehlt noch „%1“ …</translation>
    </message>
    <message>
        <source>A node at %1 invites this one.</source>
        <translation>Ein Knoten unter %1 lädt diesen ein.</translation>
    </message>
    <message>
        <source>A node at %1 seems to belong to another cluster. Press Invite on one of the two.</source>
        <translation>Ein Knoten unter %1 gehört offenbar zu einem anderen Cluster. Auf einem der beiden „Einladen“ drücken.</translation>
    </message>
</context>
<context>
    <name>everbounce::SettingField</name>
    <message>
        <source>This machine and the port</source>
        <translation>Dieser Rechner und der Port</translation>
    </message>
    <message>
        <source>4000, or the next free one</source>
        <translation>4000 oder der nächste freie</translation>
    </message>
    <message>
        <source>Set by %1. Start without that option to change it here.</source>
        <translation>Mit %1 vorgegeben. Wer ohne startet, kann hier wählen.</translation>
    </message>
    <message>
        <source>Another window of yours runs and has these settings: %1 here.</source>
        <translation>Diese Einstellungen hat ein anderes Fenster, das gerade läuft: hier %1.</translation>
    </message>
    <message>
        <source>Another program had port %1 at the start, so it is %2 this time.</source>
        <translation>%1 war beim Start von einem anderen Programm belegt: diesmal %2.</translation>
    </message>
    <message>
        <source>Another node of yours is called %1, so this one is called %2 for now.</source>
        <translation>%1 heißt hier schon ein anderer Knoten: dieser solange %2.</translation>
    </message>
    <message>
        <source>Another node of yours is called %1.</source>
        <translation>%1 heißt hier schon ein anderer Knoten.</translation>
    </message>
    <message>
        <source>Port %1 cannot be opened: another program has it, or it takes more rights.</source>
        <translation>Port %1 lässt sich nicht öffnen: Ein anderes Programm hat ihn, oder er braucht mehr Rechte.</translation>
    </message>
    <message>
        <source>Now %1.</source>
        <translation>Jetzt %1.</translation>
    </message>
    <message>
        <source>A port is a number from 0 to 65535.</source>
        <translation>Ein Port ist eine Zahl von 0 bis 65535.</translation>
    </message>
    <message>
        <source>A name has at most %1 characters.</source>
        <translation>Ein Name hat höchstens %1 Zeichen.</translation>
    </message>
    <message>
        <source>A name has no control characters.</source>
        <translation>Ein Name hat keine Steuerzeichen.</translation>
    </message>
</context>
<context>
    <name>everbounce::SharingModel</name>
    <message>
        <source>Open to this network. Anybody on it can watch at %1; commands need a token.</source>
        <translation>Für dieses Netz offen. Alle darin können unter %1 zuschauen; zum Bedienen braucht es ein Token.</translation>
    </message>
    <message>
        <source>Only this machine can open the page and join this cluster.</source>
        <translation>Nur dieser Rechner sieht die Seite, und nur seine Knoten können beitreten.</translation>
    </message>
    <message>
        <source>Open to this network.</source>
        <translation>Für dieses Netz offen.</translation>
    </message>
    <message>
        <source>Opens the page once, to watch, within ten minutes. The phone then stays in for twelve hours.</source>
        <translation>Öffnet die Seite einmal, innerhalb von zehn Minuten, zum Zuschauen. Das Telefon bleibt dann zwölf Stunden lang angemeldet.</translation>
    </message>
    <message>
        <source>Opens the page once, to command, within ten minutes. The phone then stays in for twelve hours.</source>
        <translation>Öffnet die Seite einmal, innerhalb von zehn Minuten, zum Bedienen. Das Telefon bleibt dann zwölf Stunden lang angemeldet.</translation>
    </message>
    <message>
        <source>Point the phone&apos;s camera at it. The phone must be in the same network.</source>
        <translation>Die Kamera des Telefons darauf richten. Das Telefon muss im selben Netz sein.</translation>
    </message>
</context>
<context>
    <name>everbounce::StartedNodesModel</name>
    <message>
        <source>is ending…</source>
        <translation>endet …</translation>
    </message>
    <message>
        <source>is starting…</source>
        <translation>startet …</translation>
    </message>
    <message>
        <source>stays when this window closes</source>
        <translation>bleibt, wenn dieses Fenster schließt</translation>
    </message>
    <message>
        <source>ends with this window</source>
        <translation>endet mit diesem Fenster</translation>
    </message>
    <message>
        <source>A node</source>
        <translation>Ein Knoten</translation>
    </message>
    <message>
        <source>No node can be started: the program everbounced is missing in %1. Install the package everbounced.</source>
        <translation>Kein Knoten kann gestartet werden: Das Programm everbounced fehlt in %1. Das Paket everbounced muss installiert werden.</translation>
    </message>
    <message>
        <source>The node that was started here has ended: %1</source>
        <translation>Der hier gestartete Knoten hat geendet: %1</translation>
    </message>
    <message>
        <source>has ended</source>
        <translation>ist beendet</translation>
    </message>
</context>
<context>
    <name>everbounce::TargetsModel</name>
    <message>
        <source>the holder</source>
        <translation>Inhaber</translation>
    </message>
</context>
<context>
    <name>everbounce::Tray</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Everbounce</source>
        <translation>Everbounce</translation>
    </message>
</context>
</TS>
