<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Calm</name>
    <message>
        <source>Waiting for the mains: on battery now</source>
        <translation>Wartet auf Netzstrom: läuft mit Akku</translation>
    </message>
    <message>
        <source>Waiting until the computer is less busy</source>
        <translation>Wartet, bis der Rechner weniger zu tun hat</translation>
    </message>
</context>
<context>
    <name>ChipButton</name>
    <message>
        <source>Press to use it again.</source>
        <translation>Anklicken, um ihn wieder zu verwenden.</translation>
    </message>
    <message>
        <source>Press to take it out.</source>
        <translation>Anklicken, um ihn zu entfernen.</translation>
    </message>
    <message>
        <source>{0}, left out, press to use it again</source>
        <translation>{0}, ausgesetzt, drücken, um ihn wieder zu verwenden</translation>
    </message>
    <message>
        <source>{0}, press to take out</source>
        <translation>{0}, drücken, um ihn zu entfernen</translation>
    </message>
    <message>
        <source>{0}, not understood, press to take out</source>
        <translation>{0}, nicht verstanden, drücken, um ihn zu entfernen</translation>
    </message>
    <message>
        <source>{0} · not understood</source>
        <translation>{0} · nicht verstanden</translation>
    </message>
    <message>
        <source>Use again</source>
        <translation>Wieder verwenden</translation>
    </message>
    <message>
        <source>Leave out for now</source>
        <translation>Vorerst aussetzen</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>Filters, and what the results are like</source>
        <translation>Filter, und wem die Treffer ähneln</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>No command is called so.</source>
        <translation>Kein Befehl heißt so.</translation>
    </message>
</context>
<context>
    <name>Crash</name>
    <message>
        <source>Onyx Desktop</source>
        <translation>Onyx Desktop</translation>
    </message>
    <message>
        <source>Something went wrong inside Onyx Desktop.</source>
        <translation>In Onyx Desktop ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>Your documents are not touched. The report holds no text, no question and no file name.</source>
        <translation>Ihre Dokumente sind unberührt. Der Bericht enthält keinen Text, keine Frage und keinen Dateinamen.</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
</context>
<context>
    <name>DropSheet</name>
    <message>
        <source>Drop to search in this folder</source>
        <translation>Loslassen, um in diesem Ordner zu suchen</translation>
    </message>
    <message>
        <source>Drop here to find what is similar</source>
        <translation>Hier loslassen, um Ähnliches zu finden</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>There are no results to export.</source>
        <translation>Es gibt keine Treffer zum Exportieren.</translation>
    </message>
    <message>
        <source>Report as PDF</source>
        <translation>Bericht als PDF</translation>
    </message>
    <message>
        <source>Report as HTML, to print</source>
        <translation>Bericht als HTML, zum Drucken</translation>
    </message>
    <message>
        <source>Note in Markdown</source>
        <translation>Notiz in Markdown</translation>
    </message>
    <message>
        <source>Table for a spreadsheet</source>
        <translation>Tabelle für eine Tabellenkalkulation</translation>
    </message>
    <message>
        <source>JSON for programs</source>
        <translation>JSON für Programme</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>Textstellen</translation>
    </message>
    <message>
        <source>Export results</source>
        <translation>Treffer exportieren</translation>
    </message>
    <message>
        <source>{0} written to {1}.</source>
        <translation>{0} in {1} gespeichert.</translation>
    </message>
</context>
<context>
    <name>FastPage</name>
    <message>
        <source>A fast model knows for each word what the slow one makes of it, and reads a hundred times as quickly; it finds somewhat less. Both are asked the questions that are chosen above.</source>
        <translation>Ein schnelles Modell weiß von jedem Wort, was das langsame daraus macht, und liest hundertmal so schnell; es findet etwas weniger. Beiden werden die Fragen gestellt, die oben gewählt sind.</translation>
    </message>
    <message>
        <source>Make the fast model</source>
        <translation>Schnelles Modell machen</translation>
    </message>
    <message>
        <source>Texts to learn from</source>
        <translation>Texte zum Lernen</translation>
    </message>
    <message>
        <source>none: from the model alone</source>
        <translation>keine: aus dem Modell allein</translation>
    </message>
    <message>
        <source>Model to make it of</source>
        <translation>Aus diesem Modell</translation>
    </message>
    <message>
        <source>Numbers of a vector</source>
        <translation>Zahlen je Vektor</translation>
    </message>
    <message>
        <source>With a folder of documents of your own it finds more, and takes longer: every sentence is read by the slow model once.</source>
        <translation>Mit einem Ordner eigener Dokumente findet es mehr und braucht länger: Das langsame Modell liest jeden Satz einmal.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished">Name</translation>
    </message>
</context>
<context>
    <name>FilterMenu</name>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Name of the file…</source>
        <translation>Name der Datei …</translation>
    </message>
    <message>
        <source>Page…</source>
        <translation>Seite …</translation>
    </message>
    <message>
        <source>Type it…</source>
        <translation>Selbst eingeben …</translation>
    </message>
</context>
<context>
    <name>FolderDeeds</name>
    <message>
        <source>The files in {0} are read again.</source>
        <translation>Die Dateien in {0} werden neu gelesen.</translation>
    </message>
</context>
<context>
    <name>FolderField</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
</context>
<context>
    <name>FoldersPane</name>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Search everywhere again</source>
        <translation>Wieder überall suchen</translation>
    </message>
    <message>
        <source>Search only here</source>
        <translation>Nur hier suchen</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Go on indexing</source>
        <translation>Weiter indizieren</translation>
    </message>
    <message>
        <source>Pause indexing</source>
        <translation>Indizieren anhalten</translation>
    </message>
    <message>
        <source>Remove from the search</source>
        <translation>Aus der Suche nehmen</translation>
    </message>
    <message>
        <source>Leave out of the search</source>
        <translation>Von der Suche ausnehmen</translation>
    </message>
    <message>
        <source>Read all its files again</source>
        <translation>Alle Dateien darin neu lesen</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>In der Dateiverwaltung zeigen</translation>
    </message>
    <message>
        <source>Why not a file in here…</source>
        <translation>Warum eine Datei hierin nicht …</translation>
    </message>
</context>
<context>
    <name>JudgePage</name>
    <message>
        <source>Ask as you would, and say of each result whether it answers. Y and N do it, too.</source>
        <translation>Fragen Sie wie sonst und sagen Sie zu jedem Ergebnis, ob es antwortet. Die Tasten J und N tun es auch.</translation>
    </message>
    <message>
        <source>A question about your documents</source>
        <translation>Eine Frage zu Ihren Dokumenten</translation>
    </message>
    <message>
        <source>Question to judge</source>
        <translation>Frage zum Beurteilen</translation>
    </message>
    <message>
        <source>Results to judge</source>
        <translation>Ergebnisse zum Beurteilen</translation>
    </message>
    <message>
        <source>It answers</source>
        <translation>Antwortet</translation>
    </message>
    <message>
        <source>It does not</source>
        <translation>Antwortet nicht</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>antwortet</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>antwortet nicht</translation>
    </message>
</context>
<context>
    <name>LabWindow</name>
    <message>
        <source>Lab</source>
        <translation>Labor</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished">Fortschritt</translation>
    </message>
    <message>
        <source>Make questions from my documents</source>
        <translation>Fragen aus meinen Dokumenten machen</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished">Importieren …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished">Modelle</translation>
    </message>
    <message>
        <source>Judge results</source>
        <translation>Ergebnisse beurteilen</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Vectors</source>
        <translation type="unfinished">Vektoren</translation>
    </message>
    <message>
        <source>Fine-tune</source>
        <translation>Nachschulen</translation>
    </message>
    <message>
        <source>Make a fast model</source>
        <translation>Schnelles Modell</translation>
    </message>
    <message>
        <source>Pages of the lab</source>
        <translation>Seiten des Labors</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Questions with known answers are made from titles, headings and sentences of your documents.</source>
        <translation>Fragen, deren Antworten bekannt sind, entstehen aus Titeln, Überschriften und Sätzen Ihrer Dokumente.</translation>
    </message>
    <message>
        <source>Questions (*.csv *.tsv queries.jsonl);;All files (*)</source>
        <translation>Fragen (*.csv *.tsv queries.jsonl);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Choose questions</source>
        <translation>Fragen wählen</translation>
    </message>
</context>
<context>
    <name>LooksPane</name>
    <message>
        <source>Measure all on my index</source>
        <translation>Alle an meinem Index messen</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Length and precision of its vectors</source>
        <translation>Länge und Genauigkeit seiner Vektoren</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Measuring on 50 of your passages …</source>
        <translation>Messung an 50 Ihrer Textstellen …</translation>
    </message>
    <message>
        <source>Add a folder first; then the numbers here are measured on your own passages.</source>
        <translation>Fügen Sie zuerst einen Ordner hinzu; dann werden die Zahlen hier an Ihren eigenen Textstellen gemessen.</translation>
    </message>
    <message>
        <source>Measuring …</source>
        <translation>Messung läuft …</translation>
    </message>
    <message>
        <source>⚠ This model was not trained for shorter vectors: expect a larger loss.</source>
        <translation>⚠ Dieses Modell wurde nicht für kürzere Vektoren trainiert: Rechnen Sie mit größerem Verlust.</translation>
    </message>
    <message>
        <source>⚠ This model was not trained for this length: expect a larger loss.</source>
        <translation>⚠ Dieses Modell wurde nicht für diese Länge trainiert: Rechnen Sie mit größerem Verlust.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Choose a folder to search in</source>
        <translation>Ordner wählen, in dem gesucht werden soll</translation>
    </message>
    <message>
        <source>{0} answers your searches now. The vectors of {1} are kept.</source>
        <translation>{0} beantwortet jetzt Ihre Suchen. Die Vektoren von {1} bleiben erhalten.</translation>
    </message>
    <message>
        <source>Search model…</source>
        <translation>Suchmodell …</translation>
    </message>
</context>
<context>
    <name>MakingPage</name>
    <message>
        <source>What is missing</source>
        <translation>Was fehlt</translation>
    </message>
    <message>
        <source>Use it…</source>
        <translation>Verwenden …</translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished">Modell</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>Zwischen</translation>
    </message>
    <message>
        <source>Recall@10</source>
        <translation type="unfinished">Recall@10</translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished">Größe</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>Passages a second</source>
        <translation type="unfinished">Textstellen je Sekunde</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Draw the map</source>
        <translation>Karte zeichnen</translation>
    </message>
    <message>
        <source>How the map is drawn</source>
        <translation>Wie die Karte gezeichnet wird</translation>
    </message>
    <message>
        <source>Each dot is a passage; what lies near each other is alike.</source>
        <translation>Jeder Punkt ist eine Textstelle; was nah beieinander liegt, ist ähnlich.</translation>
    </message>
    <message>
        <source>Groups of passages</source>
        <translation>Gruppen von Textstellen</translation>
    </message>
    <message>
        <source>Telling words</source>
        <translation>Bezeichnende Wörter</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation type="unfinished">Textstellen</translation>
    </message>
    <message>
        <source>Drawn by</source>
        <translation>Gezeichnet nach</translation>
    </message>
</context>
<context>
    <name>MapPlot</name>
    <message>
        <source>Map of the library</source>
        <translation>Karte der Bibliothek</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Put away</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>ModeChoice</name>
    <message>
        <source>How to search</source>
        <translation type="unfinished">Art der Suche</translation>
    </message>
</context>
<context>
    <name>ModelDetail</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Measure speed</source>
        <translation>Tempo messen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Measuring on 20 of your passages …</source>
        <translation>Messung an 20 Ihrer Textstellen …</translation>
    </message>
    <message>
        <source>Speed on this computer: not measured yet</source>
        <translation>Tempo auf diesem Rechner: noch nicht gemessen</translation>
    </message>
    <message>
        <source>On this computer: {0}</source>
        <translation>Auf diesem Rechner: {0}</translation>
    </message>
    <message>
        <source>This model cannot be downloaded. Import it from a folder or a file.</source>
        <translation>Dieses Modell kann nicht heruntergeladen werden. Importieren Sie es aus einem Ordner oder einer Datei.</translation>
    </message>
    <message>
        <source>Getting ready …</source>
        <translation>Wird vorbereitet …</translation>
    </message>
    <message>
        <source>Stop, stay with {0}</source>
        <translation>Abbrechen, bei {0} bleiben</translation>
    </message>
    <message>
        <source>Install, {0}</source>
        <translation>Installieren, {0}</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Installieren</translation>
    </message>
    <message>
        <source>Delete its vectors, {0}</source>
        <translation>Seine Vektoren löschen, {0}</translation>
    </message>
</context>
<context>
    <name>ModelDialog</name>
    <message>
        <source>Search model</source>
        <translation>Suchmodell</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Drop to import this model</source>
        <translation>Loslassen, um dieses Modell zu importieren</translation>
    </message>
    <message>
        <source>A folder …</source>
        <translation>Ein Ordner …</translation>
    </message>
    <message>
        <source>A zip or a file of word vectors …</source>
        <translation>Eine Zip-Datei oder eine Datei mit Wortvektoren …</translation>
    </message>
    <message>
        <source>Importing: {0}</source>
        <translation>Import: {0}</translation>
    </message>
    <message>
        <source>{0} is installed.</source>
        <translation>{0} ist installiert.</translation>
    </message>
    <message>
        <source>{0} is imported.</source>
        <translation>{0} ist importiert.</translation>
    </message>
    <message>
        <source>Choose the folder of a model</source>
        <translation>Ordner eines Modells wählen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished">Modelle</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Choose a model file</source>
        <translation>Modelldatei wählen</translation>
    </message>
</context>
<context>
    <name>ModelList</name>
    <message>
        <source>Filter: a name, a language, “installed”, “reranker” …</source>
        <translation>Filter: ein Name, eine Sprache, „installed“, „reranker“ …</translation>
    </message>
    <message>
        <source>Filter models</source>
        <translation>Modelle filtern</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
</context>
<context>
    <name>ModelOffer</name>
    <message>
        <source>Keep both</source>
        <translation>Beide behalten</translation>
    </message>
    <message>
        <source>{0} answers now. With the vectors of {1} kept, you can switch back at once.</source>
        <translation>{0} antwortet jetzt. Solange die Vektoren von {1} bleiben, können Sie sofort zurückwechseln.</translation>
    </message>
    <message>
        <source>Delete old, {0}</source>
        <translation>Alte löschen, {0}</translation>
    </message>
</context>
<context>
    <name>ModelSettings</name>
    <message>
        <source>Download settings and processor</source>
        <translation>Download-Einstellungen und Prozessor</translation>
    </message>
    <message>
        <source>Graphics cards and other chips need another build of the runtime. Where it is missing, or computes something else than the processor, the processor does the work.</source>
        <translation>Grafikkarten und andere Chips brauchen eine andere Fassung der Laufzeit. Wo sie fehlt oder anders rechnet als der Prozessor, übernimmt der Prozessor die Arbeit.</translation>
    </message>
    <message>
        <source>as the system has it</source>
        <translation>wie im System</translation>
    </message>
    <message>
        <source>only for models that ask for permission</source>
        <translation>nur für Modelle, die eine Erlaubnis verlangen</translation>
    </message>
    <message>
        <source>Model hub or mirror</source>
        <translation>Modell-Hub oder Spiegel</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Zugangsschlüssel</translation>
    </message>
    <message>
        <source>While indexing</source>
        <translation>Beim Indizieren</translation>
    </message>
    <message>
        <source>Compute on</source>
        <translation>Rechnen auf</translation>
    </message>
</context>
<context>
    <name>PageCanvas</name>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
</context>
<context>
    <name>PageSelection</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished">Kopieren</translation>
    </message>
    <message>
        <source>Select all text of this page</source>
        <translation type="unfinished">Den ganzen Text dieser Seite auswählen</translation>
    </message>
</context>
<context>
    <name>PageStrip</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>PageVoice</name>
    <message>
        <source>The passage: {0}</source>
        <translation>Die Textstelle: {0}</translation>
    </message>
    <message>
        <source>The page: {0}</source>
        <translation>Die Seite: {0}</translation>
    </message>
</context>
<context>
    <name>PrecisionTable</name>
    <message>
        <source>* Too few passages for codes yet: all are compared exactly.</source>
        <translation>* Noch zu wenige Textstellen für Codes: Alle werden genau verglichen.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Recall@10</source>
        <translation>Recall@10</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Same top 10</source>
        <translation>Gleiche Top 10</translation>
    </message>
    <message>
        <source>{0}, recall {1}, search {2}, same top 10 {3}</source>
        <translation>{0}, Recall {1}, Suche {2}, gleiche Top 10 {3}</translation>
    </message>
</context>
<context>
    <name>PreviewFoot</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Why this result?</source>
        <translation>Warum dieser Treffer?</translation>
    </message>
    <message>
        <source>Open at page {0}</source>
        <translation>Auf Seite {0} öffnen</translation>
    </message>
    <message>
        <source>closest sentence marked</source>
        <translation>nächstliegender Satz markiert</translation>
    </message>
    <message>
        <source>words in common: {0}</source>
        <translation>gemeinsame Wörter: {0}</translation>
    </message>
</context>
<context>
    <name>PreviewHead</name>
    <message>
        <source>Previous match</source>
        <translation>Vorige Stelle</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nächste Stelle</translation>
    </message>
    <message>
        <source>Small pages</source>
        <translation>Kleine Seiten</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Vorige Seite</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Nächste Seite</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>As wide as the pane</source>
        <translation>So breit wie der Bereich</translation>
    </message>
    <message>
        <source>The whole page</source>
        <translation>Die ganze Seite</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>text only</source>
        <translation>nur Text</translation>
    </message>
    <message>
        <source>Show as: {0}</source>
        <translation>Zeigen als: {0}</translation>
    </message>
    <message>
        <source>match {0} of {1}</source>
        <translation>Stelle {0} von {1}</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Choose a result to see its page here.</source>
        <translation>Wählen Sie einen Treffer, um hier seine Seite zu sehen.</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>This PDF asks for a password now. This is the text that was found in it.</source>
        <translation>Diese PDF-Datei verlangt jetzt ein Passwort. Das ist der Text, der in ihr gefunden wurde.</translation>
    </message>
    <message>
        <source>This PDF cannot be drawn. This is the text that was found in it.</source>
        <translation>Dieses PDF lässt sich nicht darstellen. Dies ist der Text, der darin gefunden wurde.</translation>
    </message>
    <message>
        <source>About this document</source>
        <translation>Zu diesem Dokument</translation>
    </message>
    <message>
        <source>This page is a picture without a text of its own.</source>
        <translation>Diese Seite ist ein Bild ohne eigenen Text.</translation>
    </message>
    <message>
        <source>The passage is on this page, but its place could not be found.</source>
        <translation>Die Textstelle ist auf dieser Seite, aber ihr Ort wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>The passage could not be found in the file as it is now. The text still has it.</source>
        <translation>Die Stelle ist in der Datei, wie sie jetzt ist, nicht zu finden. Im Text steht sie noch.</translation>
    </message>
    <message>
        <source>Page {0} of {1}, {2}</source>
        <translation>Seite {0} von {1}, {2}</translation>
    </message>
</context>
<context>
    <name>ProblemsDialog</name>
    <message>
        <source>Files that could not be read</source>
        <translation>Nicht lesbare Dateien</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy list</source>
        <translation>Liste kopieren</translation>
    </message>
</context>
<context>
    <name>QueryField</name>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Describe what you are looking for</source>
        <translation>Beschreiben Sie, was Sie suchen</translation>
    </message>
</context>
<context>
    <name>QuoteDialog</name>
    <message>
        <source>Before {0} is indexed</source>
        <translation>Bevor {0} indiziert wird</translation>
    </message>
    <message>
        <source>Counting and measuring</source>
        <translation>Zählen und Messen</translation>
    </message>
    <message>
        <source>Counting files in {0} …</source>
        <translation>Dateien in {0} werden gezählt …</translation>
    </message>
    <message>
        <source>Folder inside</source>
        <translation>Ordner darin</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Folders inside; untick what is to be left out</source>
        <translation>Ordner darin; entfernen Sie den Haken, wo etwas wegbleiben soll</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Measuring on some of the files …</source>
        <translation>An einigen Dateien wird gemessen …</translation>
    </message>
    <message>
        <source>Counting: {0} so far</source>
        <translation>Gezählt: {0} bisher</translation>
    </message>
    <message>
        <source>{0} of a type that is not read</source>
        <translation>{0} von einer Art, die nicht gelesen wird</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}, {1}</translation>
    </message>
    <message>
        <source>About {0} with {1}. {2} on this computer, and {3} on disk. Measured on {4} of its files.</source>
        <translation>Etwa {0} mit {1}. {2} auf diesem Rechner und {3} auf der Festplatte. Gemessen an {4} der Dateien.</translation>
    </message>
    <message>
        <source>None of its files could be read for a measurement.</source>
        <translation>Keine der Dateien ließ sich zum Messen lesen.</translation>
    </message>
    <message>
        <source>You can search from the first minute, and pause at any time.</source>
        <translation>Suchen können Sie von der ersten Minute an, anhalten jederzeit.</translation>
    </message>
</context>
<context>
    <name>Quoting</name>
    <message>
        <source>Onyx searches whole folders. Drop a file on the search field to find what is similar.</source>
        <translation type="unfinished">Onyx durchsucht ganze Ordner. Ziehen Sie eine Datei auf das Suchfeld, um Ähnliches zu finden.</translation>
    </message>
</context>
<context>
    <name>Removals</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Removed {0}. Your files are not touched.</source>
        <translation>{0} entfernt. Ihre Dateien sind unberührt.</translation>
    </message>
    <message>
        <source>{0} is left out of the search. Your files are not touched.</source>
        <translation>{0} wird bei der Suche ausgelassen. Ihre Dateien sind unberührt.</translation>
    </message>
</context>
<context>
    <name>Repair</name>
    <message>
        <source>The index is being checked and repaired …</source>
        <translation>Der Index wird geprüft und repariert …</translation>
    </message>
    <message>
        <source>The index was repaired.</source>
        <translation>Der Index ist repariert.</translation>
    </message>
    <message>
        <source>The index is sound.</source>
        <translation>Der Index ist in Ordnung.</translation>
    </message>
    <message>
        <source>The index was damaged and is built again. The damaged one is kept in the data folder.</source>
        <translation>Der Index war beschädigt und wird neu aufgebaut. Der beschädigte bleibt im Datenordner.</translation>
    </message>
    <message>
        <source>Add these folders again when they are there: {0}.</source>
        <translation>Fügen Sie diese Ordner wieder hinzu, wenn sie da sind: {0}.</translation>
    </message>
    <message>
        <source>Add your folders again; what was learned from them is kept.</source>
        <translation>Fügen Sie Ihre Ordner wieder hinzu; was daraus gelernt wurde, ist noch da.</translation>
    </message>
</context>
<context>
    <name>ResultsDelegate</name>
    <message>
        <source>below here: weak</source>
        <translation>ab hier: schwach</translation>
    </message>
</context>
<context>
    <name>ResultsHead</name>
    <message>
        <source>What the results are sorted by</source>
        <translation>Wonach die Treffer sortiert sind</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>One result a document, with its best passage</source>
        <translation>Ein Treffer je Dokument, mit seiner besten Textstelle</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>Textstellen</translation>
    </message>
    <message>
        <source>Every passage by itself</source>
        <translation>Jede Textstelle für sich</translation>
    </message>
    <message>
        <source>Cards (Ctrl+1)</source>
        <translation>Karten (Strg+1)</translation>
    </message>
    <message>
        <source>Table (Ctrl+2)</source>
        <translation>Tabelle (Strg+2)</translation>
    </message>
    <message>
        <source>{0} selected</source>
        <translation>{0} ausgewählt</translation>
    </message>
    <message>
        <source>By column</source>
        <translation>Nach Spalte</translation>
    </message>
    <message>
        <source>Sorted by: {0}</source>
        <translation>Sortiert nach: {0}</translation>
    </message>
    <message>
        <source>a column of the table</source>
        <translation>einer Spalte der Tabelle</translation>
    </message>
</context>
<context>
    <name>ResultsList</name>
    <message>
        <source>Results</source>
        <translation>Treffer</translation>
    </message>
</context>
<context>
    <name>ResultsTable</name>
    <message>
        <source>Results, as a table</source>
        <translation>Treffer, als Tabelle</translation>
    </message>
    <message>
        <source>Columns of the results</source>
        <translation>Spalten der Treffer</translation>
    </message>
</context>
<context>
    <name>RichView</name>
    <message>
        <source>The document, formatted</source>
        <translation>Das Dokument, gestaltet</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>Diese Suche speichern</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>Alle entfernen</translation>
    </message>
    <message>
        <source>Add a filter</source>
        <translation>Filter hinzufügen</translation>
    </message>
    <message>
        <source>Take out all filters and likes</source>
        <translation>Alle Filter und „wie“ entfernen</translation>
    </message>
</context>
<context>
    <name>SearchKeeping</name>
    <message>
        <source>Type a question first, then save it.</source>
        <translation>Geben Sie zuerst eine Frage ein, dann lässt sie sich speichern.</translation>
    </message>
    <message>
        <source>Saved “{0}”. It stands on the left side; F2 gives it another name.</source>
        <translation>„{0}“ gespeichert. Die Suche steht in der Seitenleiste; F2 gibt ihr einen anderen Namen.</translation>
    </message>
    <message>
        <source>Not in the library any more, and left out of this search: {0}</source>
        <translation>Nicht mehr in der Bibliothek und in dieser Suche weggelassen: {0}</translation>
    </message>
    <message>
        <source>Deleted the saved search “{0}”.</source>
        <translation>Die gespeicherte Suche „{0}“ ist gelöscht.</translation>
    </message>
    <message>
        <source>Clear recent searches</source>
        <translation>Letzte Suchen löschen</translation>
    </message>
    <message>
        <source>Your searches could not be written to the data folder.</source>
        <translation>Ihre Suchen ließen sich nicht in den Datenordner schreiben.</translation>
    </message>
</context>
<context>
    <name>SearchPane</name>
    <message>
        <source>Searching</source>
        <translation>Suche läuft</translation>
    </message>
    <message>
        <source>No close match. These are the nearest passages.</source>
        <translation>Keine enge Übereinstimmung. Dies sind die nächstliegenden Textstellen.</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>Seiten der Einstellungen</translation>
    </message>
</context>
<context>
    <name>ShapePage</name>
    <message>
        <source>Look at the vectors</source>
        <translation>Vektoren ansehen</translation>
    </message>
    <message>
        <source>How the model&apos;s vectors lie, and what shortening or turning them would change.</source>
        <translation>Wie die Vektoren des Modells liegen und was Kürzen oder Drehen ändern würde.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Against as they are</source>
        <translation>Gegenüber unverändert</translation>
    </message>
    <message>
        <source>Changes of the vectors</source>
        <translation>Änderungen der Vektoren</translation>
    </message>
    <message>
        <source>Room for all passages</source>
        <translation>Platz für alle Textstellen</translation>
    </message>
    <message>
        <source>Length and precision</source>
        <translation>Länge und Genauigkeit</translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished">Größe</translation>
    </message>
</context>
<context>
    <name>Sheets</name>
    <message>
        <source>Onyx Desktop {0}

Finds passages in your own documents by meaning, on your own computer.
It makes no connections, except while it installs a model that you asked for.

The index holds the text of your documents, unencrypted, in
{1}

Free software, Apache-2.0. Built with Qt {2} (LGPL-3) and Python {3}.</source>
        <translation>Onyx Desktop {0}

Findet Textstellen in Ihren eigenen Dokumenten nach Bedeutung, auf Ihrem eigenen Rechner.
Es stellt keine Verbindungen her, außer wenn es ein von Ihnen gewünschtes Modell installiert.

Der Index enthält den Text Ihrer Dokumente, unverschlüsselt, in
{1}

Freie Software, Apache-2.0. Gebaut mit Qt {2} (LGPL-3) und Python {3}.</translation>
    </message>
</context>
<context>
    <name>SidebarTree</name>
    <message>
        <source>Folders, saved searches and kinds of files</source>
        <translation>Ordner, gespeicherte Suchen und Arten von Dateien</translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>For example</source>
        <translation>Zum Beispiel</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Gespeicherte Suchen</translation>
    </message>
    <message>
        <source>Recent searches</source>
        <translation>Letzte Suchen</translation>
    </message>
    <message>
        <source>Changed last</source>
        <translation>Zuletzt geändert</translation>
    </message>
    <message>
        <source>What is not searched</source>
        <translation>Was nicht durchsucht wird</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Indexing</source>
        <translation>Indizieren</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop indexing</source>
        <translation>Indizieren abbrechen</translation>
    </message>
    <message>
        <source>The search model. Choose another one, or shorter vectors.</source>
        <translation>Das Suchmodell. Wählen Sie ein anderes oder kürzere Vektoren.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>{0}, {1} is being built</source>
        <translation>{0}, {1} wird aufgebaut</translation>
    </message>
    <message>
        <source>Search model: {0}</source>
        <translation>Suchmodell: {0}</translation>
    </message>
    <message>
        <source>Downloading a model</source>
        <translation>Ein Modell wird heruntergeladen</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Onyx Desktop connects only while it installs a model that you asked for.</source>
        <translation>Onyx Desktop stellt nur dann eine Verbindung her, wenn es ein von Ihnen gewünschtes Modell installiert.</translation>
    </message>
    <message>
        <source>Your documents never leave this computer.</source>
        <translation>Ihre Dokumente verlassen diesen Rechner nie.</translation>
    </message>
</context>
<context>
    <name>StopSlider</name>
    <message>
        <source>Length of the vectors</source>
        <translation>Länge der Vektoren</translation>
    </message>
</context>
<context>
    <name>StripModel</name>
    <message>
        <source>Page {0} of {1}</source>
        <translation>Seite {0} von {1}</translation>
    </message>
</context>
<context>
    <name>TextView</name>
    <message>
        <source>Text of the document</source>
        <translation>Text des Dokuments</translation>
    </message>
</context>
<context>
    <name>TrialPage</name>
    <message>
        <source>Try all installed models</source>
        <translation>Alle installierten Modelle erproben</translation>
    </message>
    <message>
        <source>Every installed model answers your questions over a sample of your documents.</source>
        <translation>Jedes installierte Modell beantwortet Ihre Fragen über einer Auswahl Ihrer Dokumente.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished">Modell</translation>
    </message>
    <message>
        <source>Recall@10</source>
        <translation type="unfinished">Recall@10</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Gefragt</translation>
    </message>
    <message>
        <source>Passages a second</source>
        <translation>Textstellen je Sekunde</translation>
    </message>
    <message>
        <source>What was tried</source>
        <translation>Was erprobt wurde</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation type="unfinished">Indizieren</translation>
    </message>
    <message>
        <source>Vectors</source>
        <translation type="unfinished">Vektoren</translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished">Suche</translation>
    </message>
    <message>
        <source>Length</source>
        <translation type="unfinished">Länge</translation>
    </message>
    <message>
        <source>{0}: nDCG@10 {1}.</source>
        <translation>{0}: nDCG@10 {1}.</translation>
    </message>
</context>
<context>
    <name>TrialPlot</name>
    <message>
        <source>passages a second</source>
        <translation>Textstellen je Sekunde</translation>
    </message>
    <message>
        <source>Quality against speed</source>
        <translation>Güte gegen Geschwindigkeit</translation>
    </message>
</context>
<context>
    <name>TunePage</name>
    <message>
        <source>A model learns from the questions that are chosen above. A quarter of them is held back: the new model is kept only if it answers those better than before.</source>
        <translation>Ein Modell lernt aus den Fragen, die oben gewählt sind. Ein Viertel davon wird zurückgehalten: Das neue Modell wird nur behalten, wenn es diese besser beantwortet als vorher.</translation>
    </message>
    <message>
        <source>Start the training</source>
        <translation>Schulung beginnen</translation>
    </message>
    <message>
        <source>Its published folder</source>
        <translation>Veröffentlichter Ordner</translation>
    </message>
    <message>
        <source>the folder with model.safetensors in it</source>
        <translation>der Ordner, in dem model.safetensors liegt</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Damit fortfahren</translation>
    </message>
    <message>
        <source>Model to train</source>
        <translation>Modell, das lernt</translation>
    </message>
    <message>
        <source>How it learns</source>
        <translation>Wie es lernt</translation>
    </message>
    <message>
        <source>Reranker that teaches</source>
        <translation>Reranker, der lehrt</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>Durchgänge</translation>
    </message>
    <message>
        <source>{0}, before</source>
        <translation>{0}, vorher</translation>
    </message>
    <message>
        <source>{0}, after</source>
        <translation>{0}, nachher</translation>
    </message>
</context>
<context>
    <name>TypoHint</name>
    <message>
        <source>Did you mean {0}?</source>
        <translation>Meinten Sie {0}?</translation>
    </message>
    <message>
        <source>Press to use it as a filter. As it is typed, it is searched for as text.</source>
        <translation>Drücken Sie, um es als Filter zu verwenden. So, wie es dasteht, wird es als Text gesucht.</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Drop a folder here</source>
        <translation>Ziehen Sie einen Ordner hierher</translation>
    </message>
    <message>
        <source>Search your own documents by meaning, in your own words.
Everything stays on this computer.</source>
        <translation>Durchsuchen Sie Ihre eigenen Dokumente nach Bedeutung, in Ihren eigenen Worten.
Alles bleibt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Ordner wählen …</translation>
    </message>
    <message>
        <source>Try with sample documents</source>
        <translation>Mit Beispieldokumenten ausprobieren</translation>
    </message>
</context>
<context>
    <name>Why</name>
    <message>
        <source>Which file did you expect?</source>
        <translation>Welche Datei haben Sie erwartet?</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Search for something first. Then Onyx can say why a file is not among the results.</source>
        <translation>Suchen Sie zuerst etwas. Dann kann Onyx sagen, warum eine Datei nicht unter den Treffern ist.</translation>
    </message>
    <message>
        <source>Why not {0}?</source>
        <translation>Warum {0} nicht?</translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>Why not another file…</source>
        <translation>Warum eine andere Datei nicht …</translation>
    </message>
    <message>
        <source>Choose a file, or drop one here</source>
        <translation>Datei wählen oder hierher ziehen</translation>
    </message>
    <message>
        <source>Close the explanation</source>
        <translation>Erklärung schließen</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>Erklärung</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Down, from the search field</source>
        <translation>Pfeil ab, im Suchfeld</translation>
    </message>
    <message>
        <source>First result</source>
        <translation>Erster Treffer</translation>
    </message>
    <message>
        <source>Up, from the first result</source>
        <translation>Pfeil auf, beim ersten Treffer</translation>
    </message>
    <message>
        <source>Back to the search field</source>
        <translation>Zurück zum Suchfeld</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabetaste</translation>
    </message>
    <message>
        <source>Open the file at the page</source>
        <translation>Datei auf der Seite öffnen</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>Show the file in its folder</source>
        <translation>Datei im Ordner zeigen</translation>
    </message>
    <message>
        <source>Right / Left, in the results</source>
        <translation>Pfeil rechts / links, in den Treffern</translation>
    </message>
    <message>
        <source>Unfold the other passages of a document / fold them</source>
        <translation>Weitere Textstellen eines Dokuments aus- / einklappen</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Open the menu</source>
        <translation>Menü öffnen</translation>
    </message>
    <message>
        <source>Shift+Down, Ctrl+Click</source>
        <translation>Umschalt+Pfeil ab, Strg+Klick</translation>
    </message>
    <message>
        <source>Select several results</source>
        <translation>Mehrere Treffer auswählen</translation>
    </message>
    <message>
        <source>Ctrl+C, in the results</source>
        <translation>Strg+C, in den Treffern</translation>
    </message>
    <message>
        <source>Copy passage</source>
        <translation>Textstelle kopieren</translation>
    </message>
    <message>
        <source>PgUp / PgDn, in the preview</source>
        <translation>Bild auf / Bild ab, in der Vorschau</translation>
    </message>
    <message>
        <source>Previous / next page</source>
        <translation>Vorige / nächste Seite</translation>
    </message>
    <message>
        <source>Esc, in the search field</source>
        <translation>Esc, im Suchfeld</translation>
    </message>
    <message>
        <source>Let go of the selection, then of the text, then of the last like</source>
        <translation>Erst die Auswahl aufheben, dann den Text leeren, dann das letzte „wie“ entfernen</translation>
    </message>
    <message>
        <source>Backspace, at the beginning of the search field</source>
        <translation>Rücktaste, am Anfang des Suchfelds</translation>
    </message>
    <message>
        <source>Take out the last like</source>
        <translation>Das letzte „wie“ entfernen</translation>
    </message>
    <message>
        <source>Alt+1 … Alt+9</source>
        <translation>Alt+1 … Alt+9</translation>
    </message>
    <message>
        <source>Leave the first … ninth filter out, or use it again</source>
        <translation>Den ersten … neunten Filter aussetzen oder wieder verwenden</translation>
    </message>
    <message>
        <source>Ctrl+Z, in the search field</source>
        <translation>Strg+Z, im Suchfeld</translation>
    </message>
    <message>
        <source>Take back what was typed, then what was done to the filters</source>
        <translation>Eingabe zurücknehmen, dann Änderungen an den Filtern</translation>
    </message>
    <message>
        <source>A file dropped on the search field</source>
        <translation>Eine Datei, auf das Suchfeld gezogen</translation>
    </message>
    <message>
        <source>Find what is similar to it</source>
        <translation>Ähnliches finden</translation>
    </message>
    <message>
        <source>A long text pasted into the search field</source>
        <translation>Ein langer Text, ins Suchfeld eingefügt</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Look for changed files</source>
        <translation>Nach geänderten Dateien sehen</translation>
    </message>
    <message>
        <source>Pause indexing</source>
        <translation>Indizieren anhalten</translation>
    </message>
    <message>
        <source>Stop indexing</source>
        <translation>Indizieren abbrechen</translation>
    </message>
    <message>
        <source>Search model…</source>
        <translation>Suchmodell …</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Files that could not be read…</source>
        <translation>Nicht lesbare Dateien …</translation>
    </message>
    <message>
        <source>Why this result?</source>
        <translation>Warum dieser Treffer?</translation>
    </message>
    <message>
        <source>Why not this file…</source>
        <translation>Warum diese Datei nicht …</translation>
    </message>
    <message>
        <source>Copy citation</source>
        <translation>Quellenangabe kopieren</translation>
    </message>
    <message>
        <source>Export results…</source>
        <translation>Treffer exportieren …</translation>
    </message>
    <message>
        <source>Leave out this file</source>
        <translation>Diese Datei auslassen</translation>
    </message>
    <message>
        <source>Leave out its folder</source>
        <translation>Ihren Ordner auslassen</translation>
    </message>
    <message>
        <source>Leave out files of this type</source>
        <translation>Dateien dieses Typs auslassen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Find similar passages</source>
        <translation>Ähnliche Textstellen finden</translation>
    </message>
    <message>
        <source>Find similar documents</source>
        <translation>Ähnliche Dokumente finden</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Mehr davon</translation>
    </message>
    <message>
        <source>Less like this</source>
        <translation>Weniger davon</translation>
    </message>
    <message>
        <source>Search within these results</source>
        <translation>In diesen Treffern suchen</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Voriger Bereich</translation>
    </message>
    <message>
        <source>Results as cards</source>
        <translation>Treffer als Karten</translation>
    </message>
    <message>
        <source>Results as a table</source>
        <translation>Treffer als Tabelle</translation>
    </message>
    <message>
        <source>Documents or passages</source>
        <translation>Dokumente oder Textstellen</translation>
    </message>
    <message>
        <source>Select all results</source>
        <translation>Alle Treffer auswählen</translation>
    </message>
    <message>
        <source>Show folders</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Show preview</source>
        <translation>Vorschau zeigen</translation>
    </message>
    <message>
        <source>Larger page</source>
        <translation>Seite größer</translation>
    </message>
    <message>
        <source>Smaller page</source>
        <translation>Seite kleiner</translation>
    </message>
    <message>
        <source>Page as wide as the pane</source>
        <translation>Seite so breit wie der Bereich</translation>
    </message>
    <message>
        <source>Show cosine</source>
        <translation>Kosinus zeigen</translation>
    </message>
    <message>
        <source>Commands…</source>
        <translation>Befehle …</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>About Onyx Desktop</source>
        <translation>Über Onyx Desktop</translation>
    </message>
    <message>
        <source>Close window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>The file is not there any more: {0}</source>
        <translation>Die Datei ist nicht mehr da: {0}</translation>
    </message>
    <message>
        <source>No program opened {0}.</source>
        <translation>Kein Programm hat {0} geöffnet.</translation>
    </message>
    <message>
        <source>passage</source>
        <translation>Textstelle</translation>
    </message>
    <message>
        <source>passages</source>
        <translation>Textstellen</translation>
    </message>
    <message>
        <source>Since yesterday</source>
        <translation>Seit gestern</translation>
    </message>
    <message>
        <source>Last {0} days (since {1})</source>
        <translation>Letzte {0} Tage (seit {1})</translation>
    </message>
    <message>
        <source>Larger than {0}</source>
        <translation>Größer als {0}</translation>
    </message>
    <message>
        <source>Smaller than {0}</source>
        <translation>Kleiner als {0}</translation>
    </message>
    <message>
        <source>not {0}</source>
        <translation>nicht {0}</translation>
    </message>
    <message>
        <source>Write a year, a month or a day: 2023, 2023-05 or 2023-05-31.</source>
        <translation>Schreiben Sie ein Jahr, einen Monat oder einen Tag: 2023, 2023-05 oder 2023-05-31.</translation>
    </message>
    <message>
        <source>“{0}” is no type of file. Write its ending, or a kind: pdf, docx, word, mail.</source>
        <translation>„{0}“ ist kein Dateityp. Schreiben Sie die Endung oder eine Art: pdf, docx, word, mail.</translation>
    </message>
    <message>
        <source>A folder is missing. Write its name: in:Contracts or in:&quot;Flat 3&quot;.</source>
        <translation>Ein Ordner fehlt. Schreiben Sie seinen Namen: in:Verträge oder in:&quot;Wohnung 3&quot;.</translation>
    </message>
    <message>
        <source>A name is missing. Write a part of it: name:lease or name:*.pdf.</source>
        <translation>Ein Name fehlt. Schreiben Sie einen Teil davon: name:vertrag oder name:*.pdf.</translation>
    </message>
    <message>
        <source>“{0}” is no language that Onyx can tell. Write its name or its code: lang:German or lang:de.</source>
        <translation>„{0}“ ist keine Sprache, die Onyx erkennt. Schreiben Sie ihren englischen Namen oder ihr Kürzel: lang:German oder lang:de.</translation>
    </message>
    <message>
        <source>“{0}” is no date. </source>
        <translation>„{0}“ ist kein Datum. </translation>
    </message>
    <message>
        <source>“{0}” is no time. Write a year, a month, a day, or two of them: 2023 or 2023..2024-06.</source>
        <translation>„{0}“ ist keine Zeitangabe. Schreiben Sie ein Jahr, einen Monat, einen Tag oder zwei davon: 2023 oder 2023..2024-06.</translation>
    </message>
    <message>
        <source>“{0}” is no page. Write numbers from 1: 4, 3..7 or 12..</source>
        <translation>„{0}“ ist keine Seite. Schreiben Sie Zahlen ab 1: 4, 3..7 oder 12..</translation>
    </message>
    <message>
        <source>“{0}” is no way to search. Write words, meaning or auto.</source>
        <translation>„{0}“ ist keine Art zu suchen. Schreiben Sie words, meaning oder auto.</translation>
    </message>
    <message>
        <source>Nothing is left to search in. Add words before you leave some out.</source>
        <translation>So bleibt nichts zu suchen. Schreiben Sie Wörter dazu, bevor Sie welche ausschließen.</translation>
    </message>
    <message>
        <source>“{0}” cannot be turned round. Leave the minus out.</source>
        <translation>„{0}“ lässt sich nicht umkehren. Lassen Sie das Minus weg.</translation>
    </message>
    <message>
        <source>type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>after</source>
        <translation>nach</translation>
    </message>
    <message>
        <source>Space, in the results</source>
        <translation>Leertaste, in den Treffern</translation>
    </message>
    <message>
        <source>Show or hide the preview</source>
        <translation>Vorschau ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Ctrl+A, in the results</source>
        <translation>Strg+A, in den Treffern</translation>
    </message>
    <message>
        <source>Ctrl+C, in the preview</source>
        <translation>Strg+C, in der Vorschau</translation>
    </message>
    <message>
        <source>Copy the selected text</source>
        <translation>Den ausgewählten Text kopieren</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>Diese Suche speichern</translation>
    </message>
    <message>
        <source>Lab…</source>
        <translation>Labor …</translation>
    </message>
    <message>
        <source>Pin to the top, or let go</source>
        <translation>Oben anheften oder loslassen</translation>
    </message>
    <message>
        <source>Columns of the table…</source>
        <translation>Spalten der Tabelle…</translation>
    </message>
    <message>
        <source>Next match in the document</source>
        <translation>Nächste Stelle im Dokument</translation>
    </message>
    <message>
        <source>Previous match in the document</source>
        <translation>Vorige Stelle im Dokument</translation>
    </message>
    <message>
        <source>Go to page…</source>
        <translation>Gehe zu Seite…</translation>
    </message>
    <message>
        <source>Small pages beside the page</source>
        <translation>Kleine Seiten neben der Seite</translation>
    </message>
    <message>
        <source>Page or text</source>
        <translation>Seite oder Text</translation>
    </message>
    <message>
        <source>Dark pages in the dark</source>
        <translation>Im Dunkeln dunkle Seiten</translation>
    </message>
    <message>
        <source>The whole page</source>
        <translation>Die ganze Seite</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>A name or an address is missing. Write a part of it: from:anna or from:example.org.</source>
        <translation>Es fehlt ein Name oder eine Adresse. Schreiben Sie einen Teil davon: from:anna oder from:example.org.</translation>
    </message>
    <message>
        <source>A name or an address is missing. Write a part of it: to:anna or to:example.org.</source>
        <translation>Es fehlt ein Name oder eine Adresse. Schreiben Sie einen Teil davon: to:anna oder to:example.org.</translation>
    </message>
    <message>
        <source>Words are missing. Write a part of the subject: subject:invoice or subject:&quot;your lease&quot;.</source>
        <translation>Es fehlen Wörter. Schreiben Sie einen Teil des Betreffs: subject:Rechnung oder subject:&quot;Ihr Mietvertrag&quot;.</translation>
    </message>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>sent to</source>
        <translation>an</translation>
    </message>
    <message>
        <source>subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>before</source>
        <translation>vor</translation>
    </message>
    <message>
        <source>date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>mode</source>
        <translation>Suchart</translation>
    </message>
    <message>
        <source>without</source>
        <translation>ohne</translation>
    </message>
    <message>
        <source>near</source>
        <translation>nahe beieinander</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Word</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Slides</source>
        <translation>Folien</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Web pages</source>
        <translation>Webseiten</translation>
    </message>
    <message>
        <source>Books</source>
        <translation>Bücher</translation>
    </message>
    <message>
        <source>Archives</source>
        <translation>Archive</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>word</source>
        <translation>word</translation>
    </message>
    <message>
        <source>excel</source>
        <translation>excel</translation>
    </message>
    <message>
        <source>slides</source>
        <translation>slides</translation>
    </message>
    <message>
        <source>mail</source>
        <translation>mail</translation>
    </message>
    <message>
        <source>web</source>
        <translation>web</translation>
    </message>
    <message>
        <source>book</source>
        <translation>book</translation>
    </message>
    <message>
        <source>archive</source>
        <translation>archive</translation>
    </message>
    <message>
        <source>file could not be read</source>
        <translation>Datei nicht lesbar</translation>
    </message>
    <message>
        <source>files could not be read</source>
        <translation>Dateien nicht lesbar</translation>
    </message>
    <message>
        <source>lang</source>
        <translation>lang</translation>
    </message>
    <message>
        <source>Ask in your own words</source>
        <translation>Fragen Sie in eigenen Worten</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Nothing found for</source>
        <translation>Nichts gefunden für</translation>
    </message>
    <message>
        <source>Nothing similar found</source>
        <translation>Nichts Ähnliches gefunden</translation>
    </message>
    <message>
        <source>No passage holds these words. Searching by meaning may find other words for it.</source>
        <translation>Keine Textstelle enthält diese Wörter. Die Suche nach Bedeutung findet vielleicht andere Worte dafür.</translation>
    </message>
    <message>
        <source>Try describing it in a sentence, or leave a filter out.</source>
        <translation>Beschreiben Sie es in einem Satz, oder lassen Sie einen Filter weg.</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>mine</translation>
    </message>
    <message>
        <source>question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>{0} over {1} passages: {2}.</source>
        <translation>{0} über {1} Textstellen: {2}.</translation>
    </message>
    <message>
        <source>{0}, {1} numbers</source>
        <translation>{0}, {1} Zahlen</translation>
    </message>
    <message>
        <source>{0}, {1} numbers, {2}</source>
        <translation>{0}, {1} Zahlen, {2}</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} min</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0} h</translation>
    </message>
    <message>
        <source>Whole library: {0} of indexing, {1} of vectors, {2} ms a search.</source>
        <translation>Ganze Bibliothek: {0} Indizieren, {1} Vektoren, {2} ms je Suche.</translation>
    </message>
    <message>
        <source>Nothing could be tried.</source>
        <translation>Es konnte nichts erprobt werden.</translation>
    </message>
    <message>
        <source>Keep {0}: nothing that was tried finds clearly more (nDCG@10 {1}).</source>
        <translation>Behalten Sie {0}: Nichts von dem, was erprobt wurde, findet deutlich mehr (nDCG@10 {1}).</translation>
    </message>
    <message>
        <source>Take {0}: it finds more of what you would look for (nDCG@10 {1}, now {2}).</source>
        <translation>Nehmen Sie {0}: Es findet mehr von dem, was Sie suchen würden (nDCG@10 {1}, jetzt {2}).</translation>
    </message>
    <message>
        <source>Take {0}: it finds as much as the best and costs less (nDCG@10 {1}, now {2}).</source>
        <translation>Nehmen Sie {0}: Es findet so viel wie das beste und kostet weniger (nDCG@10 {1}, jetzt {2}).</translation>
    </message>
    <message>
        <source>Between {0} and {1} ({2} and {3}) there is no difference larger than chance.</source>
        <translation>Zwischen {0} und {1} ({2} und {3}) gibt es keinen Unterschied, der größer ist als der Zufall.</translation>
    </message>
    <message>
        <source>{0} is better than {1} ({2} against {3}); the difference is larger than chance.</source>
        <translation>{0} ist besser als {1} ({2} gegen {3}); der Unterschied ist größer als der Zufall.</translation>
    </message>
    <message>
        <source>{0} is worse than {1} ({2} against {3}); the difference is larger than chance.</source>
        <translation>{0} ist schlechter als {1} ({2} gegen {3}); der Unterschied ist größer als der Zufall.</translation>
    </message>
    <message>
        <source>Two passages of your library that have nothing to do with each other have a cosine of {0} on average.</source>
        <translation>Zwei Textstellen Ihrer Bibliothek, die nichts miteinander zu tun haben, haben im Mittel einen Kosinus von {0}.</translation>
    </message>
    <message>
        <source>The vectors of {0} use about {1} of their {2} directions; the first 32 hold {3} percent of all differences.</source>
        <translation>Die Vektoren von {0} nutzen etwa {1} ihrer {2} Richtungen; die ersten 32 enthalten {3} Prozent aller Unterschiede.</translation>
    </message>
    <message>
        <source>Uniformity {0} (even: about -4), alignment of questions and answers {1} (0: in the same place).</source>
        <translation>Gleichverteilung {0} (ganz gleichmäßig: etwa -4), Abstand von Fragen und Antworten {1} (0: am selben Ort).</translation>
    </message>
    <message>
        <source>Of the ten passages most like each one, {0} percent are among its ten nearest dots.</source>
        <translation>Von den zehn ähnlichsten Textstellen einer jeden gehören {0} Prozent zu ihren zehn nächsten Punkten.</translation>
    </message>
    <message>
        <source>{0} of {1} passages, like beside like; how far groups are from each other means little.</source>
        <translation>{0} von {1} Textstellen, Ähnliches neben Ähnlichem; wie weit Gruppen voneinander entfernt sind, besagt wenig.</translation>
    </message>
    <message>
        <source>{0} of {1} passages by their two main differences, {2} percent of all.</source>
        <translation>{0} von {1} Textstellen nach ihren zwei wichtigsten Unterschieden, {2} Prozent aller.</translation>
    </message>
    <message>
        <source>A map by neighbourhoods needs {0}. This command installs it: {1}</source>
        <translation>Eine Karte nach Nachbarschaften braucht {0}. Dieser Befehl installiert es: {1}</translation>
    </message>
    <message>
        <source>Training needs {0}. This command installs it: {1}</source>
        <translation>Das Schulen braucht {0}. Dieser Befehl installiert es: {1}</translation>
    </message>
    <message>
        <source>As it is published: huggingface.co/{0}</source>
        <translation>So ist es veröffentlicht: huggingface.co/{0}</translation>
    </message>
    <message>
        <source>For this a reranker has to be installed; the page of models has some.</source>
        <translation>Dafür muss ein Reranker installiert sein; auf der Seite der Modelle gibt es einige.</translation>
    </message>
    <message>
        <source>A training of {0} with the questions “{1}” was stopped. What it has learned is kept.</source>
        <translation>Eine Schulung von {0} mit den Fragen „{1}“ wurde angehalten. Was gelernt wurde, ist aufgehoben.</translation>
    </message>
    <message>
        <source>The new model is better: it finds more for the {0} questions that it was not trained with.</source>
        <translation>Das neue Modell ist besser: Es findet mehr zu den {0} Fragen, mit denen es nicht geschult wurde.</translation>
    </message>
    <message>
        <source>The new model is not kept: on the {0} questions held back the difference may be chance.</source>
        <translation>Das neue Modell wird nicht behalten: Bei den {0} zurückgehaltenen Fragen kann der Unterschied Zufall sein.</translation>
    </message>
    <message>
        <source>The new model is not kept: it finds less for the {0} questions that it was not trained with.</source>
        <translation>Das neue Modell wird nicht behalten: Es findet weniger zu den {0} Fragen, mit denen es nicht geschult wurde.</translation>
    </message>
    <message>
        <source>nDCG@10 {0} before and {1} after: {2}, with 95 percent certainty between {3} and {4}. It took {5}.</source>
        <translation>nDCG@10 vorher {0} und nachher {1}: {2}, mit 95 Prozent Sicherheit zwischen {3} und {4}. Es hat {5} gedauert.</translation>
    </message>
    <message>
        <source>{0} finds {1} percent of what {2} finds, and is {3} times as fast.</source>
        <translation>{0} findet {1} Prozent dessen, was {2} findet, und ist {3}-mal so schnell.</translation>
    </message>
    <message>
        <source>It took {0} to make.</source>
        <translation>Es zu machen hat {0} gedauert.</translation>
    </message>
    <message>
        <source>It is better than {0}, which comes with the program.</source>
        <translation>Es ist besser als {0}, das mit dem Programm kommt.</translation>
    </message>
    <message>
        <source>Between it and {0}, which comes with the program, the difference may be chance.</source>
        <translation>Der Unterschied zu {0}, das mit dem Programm kommt, kann Zufall sein.</translation>
    </message>
    <message>
        <source>It is worse than {0}, which comes with the program.</source>
        <translation>Es ist schlechter als {0}, das mit dem Programm kommt.</translation>
    </message>
    <message>
        <source>{0} from titles</source>
        <translation>{0} aus Titeln</translation>
    </message>
    <message>
        <source>{0} from headings</source>
        <translation>{0} aus Überschriften</translation>
    </message>
    <message>
        <source>{0} from first sentences</source>
        <translation>{0} aus ersten Sätzen</translation>
    </message>
    <message>
        <source>{0} from definitions</source>
        <translation>{0} aus Begriffserklärungen</translation>
    </message>
    <message>
        <source>{0} found in the text</source>
        <translation>{0} im Text gefunden</translation>
    </message>
    <message>
        <source>{0} by a language model</source>
        <translation>{0} von einem Sprachmodell</translation>
    </message>
    <message>
        <source>{0} judged by you</source>
        <translation>{0} von Ihnen beurteilt</translation>
    </message>
    <message>
        <source>{0} imported</source>
        <translation>{0} eingelesen</translation>
    </message>
    <message>
        <source>From my documents</source>
        <translation>Aus meinen Dokumenten</translation>
    </message>
    <message>
        <source>Judged by me</source>
        <translation>Von mir beurteilt</translation>
    </message>
    <message>
        <source>whole search</source>
        <translation>ganze Suche</translation>
    </message>
    <message>
        <source>meaning alone</source>
        <translation>nur Bedeutung</translation>
    </message>
    <message>
        <source>words alone</source>
        <translation>nur Wörter</translation>
    </message>
    <message>
        <source>as they are</source>
        <translation>unverändert</translation>
    </message>
    <message>
        <source>centred</source>
        <translation>zentriert</translation>
    </message>
    <message>
        <source>first numbers only</source>
        <translation>nur die ersten Zahlen</translation>
    </message>
    <message>
        <source>principal components</source>
        <translation>Hauptkomponenten</translation>
    </message>
    <message>
        <source>whitened</source>
        <translation>gleich gestreckt</translation>
    </message>
    <message>
        <source>Main differences (PCA)</source>
        <translation>Hauptunterschieden (PCA)</translation>
    </message>
    <message>
        <source>Neighbourhoods (UMAP)</source>
        <translation>Nachbarschaften (UMAP)</translation>
    </message>
    <message>
        <source>better</source>
        <translation>besser</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>schlechter</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>Kapitel</translation>
    </message>
    <message>
        <source>Find in the manual</source>
        <translation>Im Handbuch suchen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>This library is of an older Onyx Desktop and could not be brought up to date. It is as it was.</source>
        <translation>Diese Bibliothek stammt von einem älteren Onyx Desktop und konnte nicht auf den neuen Stand gebracht werden. Sie ist, wie sie war.</translation>
    </message>
    <message>
        <source>The Chroma server {0} cannot be used: {1}. Searching goes on without it, and nothing is lost.</source>
        <translation>Der Chroma-Server {0} ist nicht zu gebrauchen: {1}. Die Suche geht ohne ihn weiter, und nichts ist verloren.</translation>
    </message>
    <message>
        <source>This library is not on the server any more: {0}</source>
        <translation>Diese Bibliothek ist nicht mehr auf dem Server: {0}</translation>
    </message>
    <message>
        <source>The part of the program that reads files does not start, perhaps for want of memory. What is indexed already can be searched.</source>
        <translation>Der Teil des Programms, der Dateien liest, startet nicht, vielleicht weil Speicher fehlt. Was schon indexiert ist, kann durchsucht werden.</translation>
    </message>
    <message>
        <source>The language model at {0} cannot be asked: {1}.</source>
        <translation>Das Sprachmodell unter {0} kann nicht gefragt werden: {1}.</translation>
    </message>
    <message>
        <source>This needs {0}, which is not installed. The command pip install &apos;onyx-desktop[lab]&apos; installs it.</source>
        <translation>Das braucht {0}, und das ist nicht installiert. Der Befehl pip install &apos;onyx-desktop[lab]&apos; installiert es.</translation>
    </message>
    <message>
        <source>{0} could not be improved: {1}.</source>
        <translation>{0} konnte nicht verbessert werden: {1}.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>Sprachen</translation>
    </message>
    <message>
        <source>Vectors</source>
        <translation>Vektoren</translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation>Längster Text</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Speed class</source>
        <translation>Tempoklasse</translation>
    </message>
    <message>
        <source>Computed by</source>
        <translation>Berechnet von</translation>
    </message>
    <message>
        <source>the processor: {0}</source>
        <translation>dem Prozessor: {0}</translation>
    </message>
    <message>
        <source>Published scores</source>
        <translation>Veröffentlichte Werte</translation>
    </message>
    <message>
        <source>Published at</source>
        <translation>Veröffentlicht unter</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>{0} for each word</source>
        <translation>{0} für jedes Wort</translation>
    </message>
    <message>
        <source>{0}, can be cut to {1}</source>
        <translation>{0}, kürzbar auf {1}</translation>
    </message>
    <message>
        <source>weights in {0}</source>
        <translation>Gewichte in {0}</translation>
    </message>
    <message>
        <source>{0} of vectors of your passages</source>
        <translation>{0} Vektoren Ihrer Textstellen</translation>
    </message>
    <message>
        <source>some facts not verified</source>
        <translation>manche Angaben nicht geprüft</translation>
    </message>
    <message>
        <source>{0} of 10</source>
        <translation>{0} von 10</translation>
    </message>
    <message>
        <source>Embedding models</source>
        <translation>Einbettungsmodelle</translation>
    </message>
    <message>
        <source>Models that refine the search</source>
        <translation>Modelle, die die Suche verfeinern</translation>
    </message>
    <message>
        <source>It refines the search: it works beside the embedding model. One of each kind can be in use.</source>
        <translation>Es verfeinert die Suche: Es arbeitet neben dem Einbettungsmodell. Von jeder Art kann eines in Gebrauch sein.</translation>
    </message>
    <message>
        <source>Stop using it</source>
        <translation>Nicht mehr verwenden</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Use and re-index</source>
        <translation>Verwenden und neu indizieren</translation>
    </message>
    <message>
        <source>dimension</source>
        <translation>Dimension</translation>
    </message>
    <message>
        <source>dimensions</source>
        <translation>Dimensionen</translation>
    </message>
    <message>
        <source>languages</source>
        <translation>Sprachen</translation>
    </message>
    <message>
        <source>{0}, not for commercial use</source>
        <translation>{0}, nicht für kommerzielle Nutzung</translation>
    </message>
    <message>
        <source>{0} on disk</source>
        <translation>{0} auf der Platte</translation>
    </message>
    <message>
        <source>{0} to download</source>
        <translation>{0} herunterzuladen</translation>
    </message>
    <message>
        <source>token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>passage a minute</source>
        <translation>Textstelle pro Minute</translation>
    </message>
    <message>
        <source>passages a minute</source>
        <translation>Textstellen pro Minute</translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>weniger als eine Minute</translation>
    </message>
    <message>
        <source>about {0} min</source>
        <translation>etwa {0} min</translation>
    </message>
    <message>
        <source>about {0} h</source>
        <translation>etwa {0} h</translation>
    </message>
    <message>
        <source>nothing to re-index</source>
        <translation>nichts neu zu indizieren</translation>
    </message>
    <message>
        <source>re-indexing takes {0}</source>
        <translation>neu indizieren dauert {0}</translation>
    </message>
    <message>
        <source>Index {0} · search {1} ms · same top 10 as full in {2} of 10 of your passages</source>
        <translation>Index {0} · Suche {1} ms · bei {2} von 10 Ihrer Textstellen dieselben Top 10 wie in voller Länge</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>{0} a second</source>
        <translation>{0} pro Sekunde</translation>
    </message>
    <message>
        <source>Embedding model</source>
        <translation>Einbettungsmodell</translation>
    </message>
    <message>
        <source>One vector for each passage, made by a transformer: finds by meaning.</source>
        <translation>Ein Vektor je Textstelle, von einem Transformer berechnet: findet nach Bedeutung.</translation>
    </message>
    <message>
        <source>Static embedding</source>
        <translation>Statische Einbettung</translation>
    </message>
    <message>
        <source>One vector, the mean of a table&apos;s rows: very fast, a little less precise.</source>
        <translation>Ein Vektor, das Mittel aus Zeilen einer Tabelle: sehr schnell, etwas ungenauer.</translation>
    </message>
    <message>
        <source>Word vectors</source>
        <translation>Wortvektoren</translation>
    </message>
    <message>
        <source>One vector, the mean of the vectors of its words: for lists you have already.</source>
        <translation>Ein Vektor, das Mittel der Vektoren der Wörter: für Listen, die Sie schon haben.</translation>
    </message>
    <message>
        <source>Sparse terms</source>
        <translation>Dünn besetzte Begriffe</translation>
    </message>
    <message>
        <source>Weights for telling terms, also such as the passage does not contain.</source>
        <translation>Gewichte für bezeichnende Begriffe, auch solche, die nicht in der Textstelle stehen.</translation>
    </message>
    <message>
        <source>Late interaction</source>
        <translation>Wortweiser Vergleich (Late Interaction)</translation>
    </message>
    <message>
        <source>A vector for each word, compared one by one: precise, and large on disk.</source>
        <translation>Ein Vektor je Wort, einzeln verglichen: genau, und groß auf der Platte.</translation>
    </message>
    <message>
        <source>Reranker</source>
        <translation>Reranker</translation>
    </message>
    <message>
        <source>Reads question and passage together and puts the best results in order.</source>
        <translation>Liest Frage und Textstelle zusammen und ordnet die besten Treffer.</translation>
    </message>
    <message>
        <source>Full (float32)</source>
        <translation>Voll (float32)</translation>
    </message>
    <message>
        <source>Twice the size, hardly ever better; all passages are embedded once more.</source>
        <translation>Doppelt so groß, kaum je besser; alle Textstellen werden noch einmal eingebettet.</translation>
    </message>
    <message>
        <source>Half (float16)</source>
        <translation>Halb (float16)</translation>
    </message>
    <message>
        <source>The usual choice: half the size, the same results.</source>
        <translation>Die übliche Wahl: halb so groß, dieselben Treffer.</translation>
    </message>
    <message>
        <source>Eight bits (int8)</source>
        <translation>Acht Bit (int8)</translation>
    </message>
    <message>
        <source>A quarter of the size; the best are compared again by the full vectors.</source>
        <translation>Ein Viertel der Größe; die besten werden mit den vollen Vektoren nachverglichen.</translation>
    </message>
    <message>
        <source>Product codes</source>
        <translation>Produktcodes</translation>
    </message>
    <message>
        <source>A few bytes a passage; the best are compared again by the full vectors.</source>
        <translation>Wenige Byte je Textstelle; die besten werden mit den vollen Vektoren nachverglichen.</translation>
    </message>
    <message>
        <source>One bit (binary)</source>
        <translation>Ein Bit (binär)</translation>
    </message>
    <message>
        <source>Smallest and fastest; the best are compared again by the full vectors.</source>
        <translation>Am kleinsten und schnellsten; die besten werden mit den vollen Vektoren nachverglichen.</translation>
    </message>
    <message>
        <source>In two steps</source>
        <translation>In zwei Stufen</translation>
    </message>
    <message>
        <source>Short vectors choose the candidates, full vectors put them in order.</source>
        <translation>Kurze Vektoren wählen die Kandidaten, volle Vektoren ordnen sie.</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>Cosine compares directions only; it fits every model here and is the usual choice.</source>
        <translation>Der Kosinus vergleicht nur Richtungen; er passt zu jedem Modell hier und ist die übliche Wahl.</translation>
    </message>
    <message>
        <source>Dot product</source>
        <translation>Skalarprodukt</translation>
    </message>
    <message>
        <source>Dot product also counts length; models whose vectors are of length 1 rank alike.</source>
        <translation>Das Skalarprodukt zählt auch die Länge; Modelle mit Vektoren der Länge 1 ordnen gleich.</translation>
    </message>
    <message>
        <source>Euclidean</source>
        <translation>Euklidisch</translation>
    </message>
    <message>
        <source>Euclidean is the straight line between two points: the same order again.</source>
        <translation>Euklidisch ist die gerade Linie zwischen zwei Punkten: wieder dieselbe Ordnung.</translation>
    </message>
    <message>
        <source>Manhattan</source>
        <translation>Manhattan</translation>
    </message>
    <message>
        <source>Manhattan adds up the differences, number by number; try it with word vectors.</source>
        <translation>Manhattan zählt die Unterschiede Zahl für Zahl zusammen; versuchen Sie es mit Wortvektoren.</translation>
    </message>
    <message>
        <source>Cosine fits every model here: take it unless you have a reason. Dot product and Euclidean put results in the same order, because the vectors have length 1. Manhattan adds up differences number by number and may suit word vectors; it is always searched exactly.</source>
        <translation>Der Kosinus passt zu jedem Modell hier: Nehmen Sie ihn, wenn nichts dagegen spricht. Skalarprodukt und euklidischer Abstand ordnen die Treffer gleich, weil die Vektoren die Länge 1 haben. Manhattan zählt die Unterschiede Zahl für Zahl zusammen und kann zu Wortvektoren passen; damit wird immer genau gesucht.</translation>
    </message>
    <message>
        <source>Quiet: one thread</source>
        <translation>Leise: ein Thread</translation>
    </message>
    <message>
        <source>Balanced: half the cores</source>
        <translation>Ausgewogen: die Hälfte der Kerne</translation>
    </message>
    <message>
        <source>Fast: all cores</source>
        <translation>Schnell: alle Kerne</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>NVIDIA graphics card (CUDA)</source>
        <translation>NVIDIA-Grafikkarte (CUDA)</translation>
    </message>
    <message>
        <source>Graphics card on Windows (DirectML)</source>
        <translation>Grafikkarte unter Windows (DirectML)</translation>
    </message>
    <message>
        <source>Apple chip (Core ML)</source>
        <translation>Apple-Chip (Core ML)</translation>
    </message>
    <message>
        <source>Intel chip (OpenVINO)</source>
        <translation>Intel-Chip (OpenVINO)</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Being built</source>
        <translation>Wird aufgebaut</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>Wird heruntergeladen</translation>
    </message>
    <message>
        <source>Comes with the program</source>
        <translation>Im Programm enthalten</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installiert</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>Nicht installiert</translation>
    </message>
    <message>
        <source>{0} a minute</source>
        <translation>{0} in der Minute</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>This document has just left the index.</source>
        <translation>Dieses Dokument hat den Index gerade verlassen.</translation>
    </message>
    <message>
        <source>The file is not there any more. This is its text from the index.</source>
        <translation>Die Datei ist nicht mehr da. Dies ist ihr Text aus dem Index.</translation>
    </message>
    <message>
        <source>The file has changed on {0}, after it was indexed; the page may differ.</source>
        <translation>Die Datei wurde am {0} geändert, nachdem sie gelesen wurde; die Seite kann anders aussehen.</translation>
    </message>
    <message>
        <source>The file has changed on {0}, after it was indexed. This is its text from then.</source>
        <translation>Die Datei wurde am {0} geändert, nachdem sie gelesen wurde. Das ist ihr Text von damals.</translation>
    </message>
    <message>
        <source>This page is a picture. Its text was recognised and may hold mistakes.</source>
        <translation>Diese Seite ist ein Bild. Ihr Text wurde erkannt und kann Fehler enthalten.</translation>
    </message>
    <message>
        <source>Check privacy now</source>
        <translation>Datenschutz jetzt prüfen</translation>
    </message>
    <message>
        <source>Connections since the program started: {0}</source>
        <translation>Verbindungen seit dem Programmstart: {0}</translation>
    </message>
    <message>
        <source>refused: {0}</source>
        <translation>abgelehnt: {0}</translation>
    </message>
    <message>
        <source>A connection that nobody asked for is refused: just tried.</source>
        <translation>Eine Verbindung, um die niemand gebeten hat, wird abgelehnt: soeben versucht.</translation>
    </message>
    <message>
        <source>None of the program&apos;s {0} processes has a connection open.</source>
        <translation>Keiner der {0} Prozesse des Programms hat eine Verbindung offen.</translation>
    </message>
    <message>
        <source>The libraries in the program are told to send no reports.</source>
        <translation>Den Bibliotheken im Programm ist gesagt, keine Berichte zu senden.</translation>
    </message>
    <message>
        <source>Only your account may read the {0} files that are stored.</source>
        <translation>Nur Ihr Konto darf die {0} gespeicherten Dateien lesen.</translation>
    </message>
    <message>
        <source>A connection that nobody asked for was not refused.</source>
        <translation>Eine Verbindung, um die niemand gebeten hat, wurde nicht abgelehnt.</translation>
    </message>
    <message>
        <source>One of the program&apos;s {0} processes has a connection open. Is a model being installed?</source>
        <translation>Einer der {0} Prozesse des Programms hat eine Verbindung offen. Wird gerade ein Modell installiert?</translation>
    </message>
    <message>
        <source>The libraries in the program are not told to send no reports.</source>
        <translation>Den Bibliotheken im Programm ist nicht gesagt, keine Berichte zu senden.</translation>
    </message>
    <message>
        <source>Other accounts of this computer may read the {0} files that are stored.</source>
        <translation>Andere Konten dieses Rechners dürfen die {0} gespeicherten Dateien lesen.</translation>
    </message>
    <message>
        <source>pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>{0}, cosine {1}</source>
        <translation>{0}, Kosinus {1}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>, page {0}</source>
        <translation>, Seite {0}</translation>
    </message>
    <message>
        <source>{0}{1}, {2} match, {3} of {4}</source>
        <translation>{0}{1}, Übereinstimmung: {2}, {3} von {4}</translation>
    </message>
    <message>
        <source>{0}: Right arrow</source>
        <translation>{0}: Pfeil rechts</translation>
    </message>
    <message>
        <source>recognised</source>
        <translation>erkannt</translation>
    </message>
    <message>
        <source>Its text was recognised in a picture and may hold mistakes.</source>
        <translation>Der Text wurde in einem Bild erkannt und kann Fehler enthalten.</translation>
    </message>
    <message>
        <source>Cosine {0}. Not comparable between models.</source>
        <translation>Kosinus {0}. Zwischen Modellen nicht vergleichbar.</translation>
    </message>
    <message>
        <source>Words in common: {0}</source>
        <translation>Gemeinsame Wörter: {0}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Passage</source>
        <translation>Textstelle</translation>
    </message>
    <message>
        <source>reading the best again…</source>
        <translation>die besten werden noch einmal gelesen …</translation>
    </message>
    <message>
        <source>order not refined: it would take about {0} s</source>
        <translation>Reihenfolge nicht verfeinert: Das würde etwa {0} s dauern</translation>
    </message>
    <message>
        <source>Best match</source>
        <translation>Beste Übereinstimmung</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Neueste</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Älteste</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>Größte</translation>
    </message>
    <message>
        <source>The server answers. What it lacks is being sent; you can go on searching.</source>
        <translation>Der Server antwortet. Was ihm fehlt, wird gesendet; Sie können weiter suchen.</translation>
    </message>
    <message>
        <source>The vector index is being made again on this computer, without learning anything anew.</source>
        <translation>Der Vektorindex wird auf diesem Rechner neu angelegt, ohne dass etwas neu gelernt wird.</translation>
    </message>
    <message>
        <source>Give an address that begins with {0}. The old one is kept.</source>
        <translation>Geben Sie eine Adresse an, die mit {0} beginnt. Die alte bleibt erhalten.</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Passages compared one by one</source>
        <translation>Einzeln verglichene Textstellen</translation>
    </message>
    <message>
        <source>Libraries with more passages than this ask the vector index (Chroma) first.</source>
        <translation>Bibliotheken mit mehr Textstellen fragen zuerst den Vektorindex (Chroma).</translation>
    </message>
    <message>
        <source>Downloading models</source>
        <translation>Modelle herunterladen</translation>
    </message>
    <message>
        <source>Model hub or mirror</source>
        <translation>Modell-Hub oder Spiegel</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>as the system has it</source>
        <translation>wie im System</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Zugangsschlüssel</translation>
    </message>
    <message>
        <source>only for models that ask for permission</source>
        <translation>nur für Modelle, die eine Erlaubnis verlangen</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Compact the index</source>
        <translation>Index verkleinern</translation>
    </message>
    <message>
        <source>Gives back the room of removed folders. Nothing that can be found is lost.</source>
        <translation>Gibt den Platz entfernter Ordner frei. Nichts, was gefunden werden kann, geht verloren.</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Diagnose kopieren</translation>
    </message>
    <message>
        <source>Versions, counts and settings; no path, no question, no text.</source>
        <translation>Versionen, Anzahlen und Einstellungen; kein Pfad, keine Frage, kein Text.</translation>
    </message>
    <message>
        <source>Stopped. Nothing is lost; compact again when there is time.</source>
        <translation>Abgebrochen. Nichts ist verloren; verkleinern Sie ihn, wenn Zeit dafür ist.</translation>
    </message>
    <message>
        <source>{0} before, {1} now.</source>
        <translation>Vorher {0}, jetzt {1}.</translation>
    </message>
    <message>
        <source>Compacting; this may take some minutes. Searching goes on.</source>
        <translation>Der Index wird verkleinert; das kann einige Minuten dauern. Suchen geht weiter.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Folders and exclusions</source>
        <translation>Ordner und Ausnahmen</translation>
    </message>
    <message>
        <source>Folders that are searched</source>
        <translation>Durchsuchte Ordner</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the chosen folder from the search</source>
        <translation>Den gewählten Ordner aus der Suche nehmen</translation>
    </message>
    <message>
        <source>Your files are only ever read. Removing a folder can be undone.</source>
        <translation>Ihre Dateien werden nur gelesen. Das Entfernen eines Ordners lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Names and paths that are left out</source>
        <translation>Namen und Pfade, die ausgelassen werden</translation>
    </message>
    <message>
        <source>Name to leave out</source>
        <translation>Auszulassender Name</translation>
    </message>
    <message>
        <source>a name, a pattern such as *.tmp, or a whole path</source>
        <translation>ein Name, ein Muster wie *.tmp oder ein ganzer Pfad</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Wieder durchsuchen</translation>
    </message>
    <message>
        <source>Search what the chosen line leaves out</source>
        <translation>Durchsuchen, was die gewählte Zeile auslässt</translation>
    </message>
    <message>
        <source>Hidden files and folders, whose names begin with a dot, are always left out.</source>
        <translation>Versteckte Dateien und Ordner, deren Namen mit einem Punkt beginnen, werden immer ausgelassen.</translation>
    </message>
    <message>
        <source>Give the name of a file or folder.</source>
        <translation>Geben Sie den Namen einer Datei oder eines Ordners an.</translation>
    </message>
    <message>
        <source>“{0}” is left out already.</source>
        <translation>„{0}“ wird schon ausgelassen.</translation>
    </message>
    <message>
        <source>Give one name, or a whole path from its beginning. “{0}” is a part of a path.</source>
        <translation>Geben Sie einen einzelnen Namen oder einen ganzen Pfad an. „{0}“ ist ein Teil eines Pfads.</translation>
    </message>
    <message>
        <source>“{0}” would leave out everything.</source>
        <translation>„{0}“ würde alles auslassen.</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Üblich</translation>
    </message>
    <message>
        <source>Compact: less memory and disk</source>
        <translation>Kompakt: weniger Speicher und Platte</translation>
    </message>
    <message>
        <source>For very large libraries. Compact keeps no graph of vectors and no vectors of words: all of them are compared by a short code, and the best by the whole vector. Results are not refined word by word.</source>
        <translation>Für sehr große Bibliotheken. Kompakt führt keinen Graphen der Vektoren und keine Vektoren der Wörter: Alle werden über einen kurzen Code verglichen, die besten über den ganzen Vektor. Ergebnisse werden nicht Wort für Wort verfeinert.</translation>
    </message>
    <message>
        <source>This could not be changed: {0}</source>
        <translation>Das ließ sich nicht ändern: {0}</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>From right answers (usual)</source>
        <translation>Aus richtigen Antworten (üblich)</translation>
    </message>
    <message>
        <source>From wrong passages that look right</source>
        <translation>Aus falschen Stellen, die richtig aussehen</translation>
    </message>
    <message>
        <source>From a reranker</source>
        <translation>Von einem Reranker</translation>
    </message>
    <message>
        <source>A question learns to lie near its answer, and far from the answers of the other questions.</source>
        <translation>Eine Frage lernt, nahe bei ihrer Antwort zu liegen und fern von den Antworten der anderen Fragen.</translation>
    </message>
    <message>
        <source>A question learns to lie nearer to its answer than to a passage that was found and does not answer.</source>
        <translation>Eine Frage lernt, näher bei ihrer Antwort zu liegen als bei einer Stelle, die gefunden wurde und nicht antwortet.</translation>
    </message>
    <message>
        <source>The model learns how much better an installed reranker finds the answer than a wrong passage.</source>
        <translation>Das Modell lernt, wie viel besser ein installierter Reranker die Antwort findet als eine falsche Stelle.</translation>
    </message>
    <message>
        <source>may be chance</source>
        <translation>kann Zufall sein</translation>
    </message>
    <message>
        <source>The map could not be drawn: {0}.</source>
        <translation>Die Karte konnte nicht gezeichnet werden: {0}.</translation>
    </message>
    <message>
        <source>Chroma server</source>
        <translation>Chroma-Server</translation>
    </message>
    <message>
        <source>For libraries that outgrow this computer, or shall be read on a second one. The text of your passages, the list of your files and the vectors leave this computer then, and so does the vector of each question. Whoever may read the server may read them. Nothing is sent before you press the button.</source>
        <translation>Für Bibliotheken, die über diesen Rechner hinauswachsen oder auf einem zweiten gelesen werden sollen. Der Text Ihrer Textstellen, die Liste Ihrer Dateien und die Vektoren verlassen dann diesen Rechner, ebenso der Vektor jeder Frage. Wer den Server lesen darf, darf auch sie lesen. Nichts wird gesendet, bevor Sie die Schaltfläche drücken.</translation>
    </message>
    <message>
        <source>Connect by TLS (https)</source>
        <translation>Über TLS verbinden (https)</translation>
    </message>
    <message>
        <source>none: the vector index is on this computer</source>
        <translation>keiner: der Vektorindex ist auf diesem Rechner</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Kopfzeilen</translation>
    </message>
    <message>
        <source>One on each line, as Name: value, such as a token for the proxy before the server.</source>
        <translation>Je Zeile eine, als Name: Wert, etwa ein Token für den Proxy vor dem Server.</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant (tenant)</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Copy to this server and use it</source>
        <translation>Auf diesen Server kopieren und ihn nutzen</translation>
    </message>
    <message>
        <source>Leave the server</source>
        <translation>Den Server verlassen</translation>
    </message>
    <message>
        <source>Leave and delete what is there</source>
        <translation>Verlassen und dort alles löschen</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Der Server wird gefragt …</translation>
    </message>
    <message>
        <source>Give the name or the address of a computer, without http:// and without a port.</source>
        <translation>Geben Sie den Namen oder die Adresse eines Rechners an, ohne http:// und ohne Port.</translation>
    </message>
    <message>
        <source>Give a port from 1 to 65535.</source>
        <translation>Geben Sie einen Port von 1 bis 65535 an.</translation>
    </message>
    <message>
        <source>Give each header on a line of its own, as Name: value.</source>
        <translation>Geben Sie jede Kopfzeile in einer eigenen Zeile an, als Name: Wert.</translation>
    </message>
    <message>
        <source>Give a name of letters, digits, dots and dashes.</source>
        <translation>Geben Sie einen Namen aus Buchstaben, Ziffern, Punkten und Strichen an.</translation>
    </message>
    <message>
        <source>Give a whole number from {0} to {1}. The old one is kept.</source>
        <translation>Geben Sie eine ganze Zahl von {0} bis {1} an. Die alte bleibt erhalten.</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Fast: words and meaning</source>
        <translation>Schnell: Wörter und Bedeutung</translation>
    </message>
    <message>
        <source>Balanced: and word by word</source>
        <translation>Ausgewogen: und Wort für Wort</translation>
    </message>
    <message>
        <source>Best: and read once more</source>
        <translation>Am besten: und noch einmal gelesen</translation>
    </message>
    <message>
        <source>Balanced compares the best candidates with the question word by word. Best lets a reranker read them once more, if one is installed and chosen; it takes longest.</source>
        <translation>„Ausgewogen“ vergleicht die besten Kandidaten Wort für Wort mit der Frage. „Am besten“ lässt sie noch einmal von einem Reranker lesen, wenn einer installiert und gewählt ist; das dauert am längsten.</translation>
    </message>
    <message>
        <source>Variety</source>
        <translation>Vielfalt</translation>
    </message>
    <message>
        <source>The best passages, however alike</source>
        <translation>Die besten, auch wenn sie sich gleichen</translation>
    </message>
    <message>
        <source>Some variety</source>
        <translation>Etwas Vielfalt</translation>
    </message>
    <message>
        <source>Much variety</source>
        <translation>Viel Vielfalt</translation>
    </message>
    <message>
        <source>With variety, passages that say nearly the same make room for others.</source>
        <translation>Mit Vielfalt machen Textstellen, die fast dasselbe sagen, anderen Platz.</translation>
    </message>
    <message>
        <source>Show the cosine of each result</source>
        <translation>Den Kosinus jedes Treffers zeigen</translation>
    </message>
    <message>
        <source>How close a passage is, from -1 to 1. Cosines of different models cannot be compared.</source>
        <translation>Wie nah eine Textstelle ist, von -1 bis 1. Kosinuswerte verschiedener Modelle lassen sich nicht vergleichen.</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>Leistung</translation>
    </message>
    <message>
        <source>While indexing</source>
        <translation>Beim Indizieren</translation>
    </message>
    <message>
        <source>Searching is not slowed down by indexing; other programs may be.</source>
        <translation>Indizieren bremst die Suche nicht, andere Programme vielleicht schon.</translation>
    </message>
    <message>
        <source>Compute on</source>
        <translation>Rechnen auf</translation>
    </message>
    <message>
        <source>Graphics cards and other chips need another build of the runtime. Where it is missing, or computes something else than the processor, the processor does the work.</source>
        <translation>Grafikkarten und andere Chips brauchen eine andere Fassung der Laufzeit. Wo sie fehlt oder anders rechnet als der Prozessor, übernimmt der Prozessor die Arbeit.</translation>
    </message>
    <message>
        <source>Only updates that take longer than a minute wait; they go on by themselves.</source>
        <translation>Nur was länger als eine Minute dauert, wartet; es geht von selbst weiter.</translation>
    </message>
    <message>
        <source>Wait while on battery</source>
        <translation>Im Akkubetrieb warten</translation>
    </message>
    <message>
        <source>Wait while other programs need the processor</source>
        <translation>Warten, solange andere Programme den Prozessor brauchen</translation>
    </message>
    <message>
        <source>New and changed files</source>
        <translation>Neue und geänderte Dateien</translation>
    </message>
    <message>
        <source>Notice changes at once</source>
        <translation>Änderungen sofort bemerken</translation>
    </message>
    <message>
        <source>What is saved, moved or deleted in a folder is found a few seconds later.</source>
        <translation>Was in einem Ordner gespeichert, verschoben oder gelöscht wird, wird wenige Sekunden später gefunden.</translation>
    </message>
    <message>
        <source>Look at all folders every so many minutes</source>
        <translation>Alle Ordner nach so vielen Minuten ansehen</translation>
    </message>
    <message>
        <source>For drives that report no changes. 0: only when the program starts.</source>
        <translation>Für Laufwerke, die Änderungen nicht melden. 0: nur beim Start des Programms.</translation>
    </message>
    <message>
        <source>Scanned pages</source>
        <translation>Eingescannte Seiten</translation>
    </message>
    <message>
        <source>Recognise text in scanned pages</source>
        <translation>Text in eingescannten Seiten erkennen</translation>
    </message>
    <message>
        <source>When everything else is done, page by page. What is recognised may hold mistakes and is marked.</source>
        <translation>Wenn alles andere getan ist, Seite für Seite. Was erkannt wird, kann Fehler enthalten und ist gekennzeichnet.</translation>
    </message>
    <message>
        <source>Their language</source>
        <translation>Ihre Sprache</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Beliebig</translation>
    </message>
    <message>
        <source>{0} recognises the text, on this computer.</source>
        <translation>{0} erkennt den Text, auf diesem Computer.</translation>
    </message>
    <message>
        <source>Nothing here knows this language. Tesseract does with the pack of the language.</source>
        <translation>Nichts auf diesem Computer kennt diese Sprache. Tesseract kennt sie mit dem Paket der Sprache.</translation>
    </message>
    <message>
        <source>Nothing that recognises text is installed. Install Tesseract (tesseract-ocr), or Onyx Desktop with “ocr”.</source>
        <translation>Es ist nichts installiert, was Text erkennt. Installieren Sie Tesseract (tesseract-ocr) oder Onyx Desktop mit „ocr“.</translation>
    </message>
    <message>
        <source>Limits for one file</source>
        <translation>Grenzen für eine Datei</translation>
    </message>
    <message>
        <source>Largest file, in MB</source>
        <translation>Größte Datei, in MB</translation>
    </message>
    <message>
        <source>Larger files are listed as too large.</source>
        <translation>Größere Dateien werden als zu groß aufgeführt.</translation>
    </message>
    <message>
        <source>Longest time to read it, in seconds</source>
        <translation>Längste Lesezeit, in Sekunden</translation>
    </message>
    <message>
        <source>Then the reader is stopped, and the file is listed.</source>
        <translation>Dann wird das Lesen abgebrochen und die Datei aufgeführt.</translation>
    </message>
    <message>
        <source>Most memory for its reader, in MB</source>
        <translation>Höchster Speicherbedarf beim Lesen, in MB</translation>
    </message>
    <message>
        <source>A reader that wants more is stopped, and the file is listed.</source>
        <translation>Braucht das Lesen mehr, wird es abgebrochen und die Datei aufgeführt.</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>“Like the system” follows when the system changes from light to dark.</source>
        <translation>„Wie das System“ folgt, wenn das System von Hell auf Dunkel wechselt.</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Of all text in the window, from 80 to 200 percent.</source>
        <translation>Aller Texte im Fenster, von 80 bis 200 Prozent.</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>With less motion nothing moves by itself: bars stand still, the cursor does not blink.</source>
        <translation>Mit weniger Bewegung bewegt sich nichts von selbst: Balken stehen still, die Schreibmarke blinkt nicht.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>Sprache des Fensters</translation>
    </message>
    <message>
        <source>Numbers, dates and sizes follow the language. Documents are searched in every language.</source>
        <translation>Zahlen, Daten und Größen folgen der Sprache. Dokumente werden in jeder Sprache durchsucht.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Choose another model…</source>
        <translation>Anderes Modell wählen …</translation>
    </message>
    <message>
        <source>The search works with {0}.</source>
        <translation>Die Suche arbeitet mit {0}.</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Deutsch</source>
        <translation>Deutsch</translation>
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
        <source>Less</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Volle</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Everything stays on this computer. Onyx Desktop connects only while it installs a model that you asked for; your documents and your questions are never sent anywhere.</source>
        <translation>Alles bleibt auf diesem Rechner. Onyx Desktop stellt nur dann eine Verbindung her, wenn es ein von Ihnen gewünschtes Modell installiert; Ihre Dokumente und Ihre Fragen werden nie irgendwohin gesendet.</translation>
    </message>
    <message>
        <source>The index contains the text of your documents and is not encrypted. Only your user account may open its folder. Where others use this account, or the disk may be lost, encrypt the disk.</source>
        <translation>Der Index enthält den Text Ihrer Dokumente und ist nicht verschlüsselt. Nur Ihr Benutzerkonto darf seinen Ordner öffnen. Wenn andere dieses Konto benutzen oder die Platte verloren gehen kann, verschlüsseln Sie die Platte.</translation>
    </message>
    <message>
        <source>What is stored</source>
        <translation>Was gespeichert ist</translation>
    </message>
    <message>
        <source>In {0}</source>
        <translation>In {0}</translation>
    </message>
    <message>
        <source>Open data folder</source>
        <translation>Datenordner öffnen</translation>
    </message>
    <message>
        <source>Delete the index…</source>
        <translation>Index löschen …</translation>
    </message>
    <message>
        <source>Recent searches</source>
        <translation>Letzte Suchen</translation>
    </message>
    <message>
        <source>The last twenty, in the data folder, for the list below the empty search field.</source>
        <translation>Die letzten zwanzig, im Datenordner, für die Liste unter dem leeren Suchfeld.</translation>
    </message>
    <message>
        <source>Remember recent searches</source>
        <translation>Letzte Suchen merken</translation>
    </message>
    <message>
        <source>Clear recent searches</source>
        <translation>Letzte Suchen löschen</translation>
    </message>
    <message>
        <source>Delete the index</source>
        <translation>Index löschen</translation>
    </message>
    <message>
        <source>Delete the whole index?</source>
        <translation>Den ganzen Index löschen?</translation>
    </message>
    <message>
        <source>The list of folders, the stored text, the words and the vectors are deleted. Your own files are not touched. This cannot be undone; adding the folders again takes as long as the first time.</source>
        <translation>Die Liste der Ordner, der gespeicherte Text, die Wörter und die Vektoren werden gelöscht. Ihre eigenen Dateien bleiben unberührt. Das lässt sich nicht rückgängig machen; die Ordner wieder hinzuzufügen dauert so lange wie beim ersten Mal.</translation>
    </message>
    <message>
        <source>The text of your documents, and the list of files</source>
        <translation>Der Text Ihrer Dokumente und die Liste der Dateien</translation>
    </message>
    <message>
        <source>Index of words</source>
        <translation>Wortindex</translation>
    </message>
    <message>
        <source>Vectors of words, for late interaction</source>
        <translation>Vektoren der Wörter, für den wortweisen Vergleich</translation>
    </message>
    <message>
        <source>Learned terms</source>
        <translation>Gelernte Begriffe</translation>
    </message>
    <message>
        <source>Vector index (Chroma)</source>
        <translation>Vektorindex (Chroma)</translation>
    </message>
    <message>
        <source>Installed models</source>
        <translation>Installierte Modelle</translation>
    </message>
    <message>
        <source>Log of crashes</source>
        <translation>Absturzprotokoll</translation>
    </message>
    <message>
        <source>All together</source>
        <translation>Alles zusammen</translation>
    </message>
    <message>
        <source>Together with the computer</source>
        <translation>Zusammen mit dem Rechner</translation>
    </message>
    <message>
        <source>Start when you log in</source>
        <translation>Beim Anmelden starten</translation>
    </message>
    <message>
        <source>Onyx then waits as a small button on the task bar, and keeps the index up to date.</source>
        <translation>Onyx wartet dann als kleine Schaltfläche in der Taskleiste und hält den Index aktuell.</translation>
    </message>
    <message>
        <source>Offer “Search with Onyx” in the menu of folders</source>
        <translation>„Mit Onyx durchsuchen“ im Menü von Ordnern anbieten</translation>
    </message>
    <message>
        <source>In the file manager, by a right click on a folder; in that of GNOME it stands below “Scripts”.</source>
        <translation>In der Dateiverwaltung, mit einem Rechtsklick auf einen Ordner; in der von GNOME heißt es „Search with Onyx“ und steht unter „Skripte“.</translation>
    </message>
    <message>
        <source>In the panes</source>
        <translation>In den Bereichen</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>paused at {0} %</source>
        <translation>angehalten bei {0} %</translation>
    </message>
    <message>
        <source>paused · {0}</source>
        <translation>angehalten · {0}</translation>
    </message>
    <message>
        <source>counting …</source>
        <translation>wird gezählt …</translation>
    </message>
    <message>
        <source>{0} % of {1}</source>
        <translation>{0} % von {1}</translation>
    </message>
    <message>
        <source>no files yet</source>
        <translation>noch keine Dateien</translation>
    </message>
    <message>
        <source>{0} of {1} files can be searched by words, {2} by meaning as well.</source>
        <translation>{0} von {1} Dateien lassen sich nach Wörtern durchsuchen, {2} auch nach Bedeutung.</translation>
    </message>
    <message>
        <source>They are kept until the drive is back.</source>
        <translation>Sie bleiben erhalten, bis das Laufwerk wieder da ist.</translation>
    </message>
    <message>
        <source>Saved with {0}; {1} answers now.</source>
        <translation>Gespeichert mit {0}; jetzt antwortet {1}.</translation>
    </message>
    <message>
        <source>scanned page waits</source>
        <translation>eingescannte Seite wartet</translation>
    </message>
    <message>
        <source>scanned pages wait</source>
        <translation>eingescannte Seiten warten</translation>
    </message>
    <message>
        <source>Needs text recognition</source>
        <translation>Braucht Texterkennung</translation>
    </message>
    <message>
        <source>A scan, or empty pages. Scans are recognised last; see the settings.</source>
        <translation>Ein Scan, oder leere Seiten. Scans werden zuletzt erkannt; siehe die Einstellungen.</translation>
    </message>
    <message>
        <source>Only online</source>
        <translation>Nur online</translation>
    </message>
    <message>
        <source>Its content lies with a cloud service, and Onyx downloads nothing.</source>
        <translation>Ihr Inhalt liegt bei einem Cloud-Dienst, und Onyx lädt nichts herunter.</translation>
    </message>
    <message>
        <source>Too much inside</source>
        <translation>Zu viel darin</translation>
    </message>
    <message>
        <source>Recognising text in scanned pages</source>
        <translation>Text in eingescannten Seiten wird erkannt</translation>
    </message>
    <message>
        <source>The index cannot be read. Your documents are not touched. What cannot be mended is read from them again.</source>
        <translation>Der Index ist nicht lesbar. Ihre Dokumente sind unberührt. Was sich nicht reparieren lässt, wird aus ihnen neu gelesen.</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparieren</translation>
    </message>
    <message>
        <source>The index cannot be kept in {0}: {1}.</source>
        <translation>Der Index kann nicht in {0} liegen: {1}.</translation>
    </message>
    <message>
        <source>There are no questions called {0} any more.</source>
        <translation>Es gibt keine Fragen namens {0} mehr.</translation>
    </message>
    <message>
        <source>Your documents give only {0} questions; at least {1} are needed to measure.</source>
        <translation>Ihre Dokumente ergeben nur {0} Fragen; zum Messen werden mindestens {1} gebraucht.</translation>
    </message>
    <message>
        <source>the server {0} does not answer: searched on this computer</source>
        <translation>der Server {0} antwortet nicht: auf diesem Rechner gesucht</translation>
    </message>
    <message>
        <source>Taking a first look at what the passages mean</source>
        <translation>Die Bedeutung der Textstellen wird überflogen</translation>
    </message>
    <message>
        <source>Training the model</source>
        <translation>Modell wird trainiert</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Drawing the map</source>
        <translation>Die Karte wird gezeichnet</translation>
    </message>
    <message>
        <source>fast</source>
        <translation>schnell</translation>
    </message>
    <message>
        <source>Comes with the program: quick and good for English everyday text, weaker on long or technical passages.</source>
        <translation>Im Programm enthalten: schnell und gut für englische Alltagstexte, schwächer bei langen oder fachlichen Textstellen.</translation>
    </message>
    <message>
        <source>The best step up from the built-in model: half as quick and clearly more precise, English.</source>
        <translation>Der beste nächste Schritt nach dem mitgelieferten Modell: halb so schnell und deutlich genauer, Englisch.</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>A good middle for English: more precise than small, several times slower.</source>
        <translation>Ein guter Mittelweg für Englisch: genauer als „small“, mehrfach langsamer.</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>langsam</translation>
    </message>
    <message>
        <source>Among the most precise for English here, and slow: for small collections or strong computers.</source>
        <translation>Eines der genauesten für Englisch hier, und langsam: für kleine Sammlungen oder starke Rechner.</translation>
    </message>
    <message>
        <source>For long English passages; made to be cut, down to 64.</source>
        <translation>Für lange englische Textstellen; zum Kürzen gemacht, bis auf 64.</translation>
    </message>
    <message>
        <source>Quick and steady for English questions and passages.</source>
        <translation>Schnell und verlässlich für englische Fragen und Textstellen.</translation>
    </message>
    <message>
        <source>Steady for English questions; bge-base is more precise at the same cost.</source>
        <translation>Verlässlich für englische Fragen; bge-base ist bei gleichem Aufwand genauer.</translation>
    </message>
    <message>
        <source>The largest E5 for English; slow, and bge-large is more precise at the same cost.</source>
        <translation>Das größte E5 für Englisch; langsam, und bge-large ist bei gleichem Aufwand genauer.</translation>
    </message>
    <message>
        <source>Quick, good with scientific English, and needs no prefix.</source>
        <translation>Schnell, gut bei wissenschaftlichem Englisch, braucht kein Präfix.</translation>
    </message>
    <message>
        <source>Very good with scientific English at a middle speed.</source>
        <translation>Sehr gut bei wissenschaftlichem Englisch, bei mittlerem Tempo.</translation>
    </message>
    <message>
        <source>Precise for scientific English, and slow.</source>
        <translation>Genau bei wissenschaftlichem Englisch, und langsam.</translation>
    </message>
    <message>
        <source>For long English passages; behind newer models on short ones.</source>
        <translation>Für lange englische Textstellen; bei kurzen hinter neueren Modellen.</translation>
    </message>
    <message>
        <source>Among the most precise for English here, made to be cut and to be kept as bits; slow.</source>
        <translation>Eines der genauesten für Englisch hier, zum Kürzen und für ein Bit je Zahl gemacht; langsam.</translation>
    </message>
    <message>
        <source>Quick and strong at finding passages for English questions.</source>
        <translation>Schnell und stark beim Finden von Textstellen zu englischen Fragen.</translation>
    </message>
    <message>
        <source>Finds passages for English questions as well as large models do, at a middle speed.</source>
        <translation>Findet Textstellen zu englischen Fragen so gut wie große Modelle, bei mittlerem Tempo.</translation>
    </message>
    <message>
        <source>The most precise for English questions here, and slow.</source>
        <translation>Das genaueste für englische Fragen hier, und langsam.</translation>
    </message>
    <message>
        <source>Precise for English questions at a middle speed, and made to be cut to 256 with a loss of 1 to 2 %.</source>
        <translation>Genau bei englischen Fragen, bei mittlerem Tempo, und auf 256 kürzbar mit 1 bis 2 % Verlust.</translation>
    </message>
    <message>
        <source>Precise in 74 languages and for long passages, made to be cut to 256; slow.</source>
        <translation>Genau in 74 Sprachen und bei langen Textstellen, auf 256 kürzbar; langsam.</translation>
    </message>
    <message>
        <source>For many languages and long passages, made to be cut, down to 32; slow. Not for commercial use.</source>
        <translation>Für viele Sprachen und lange Textstellen, zum Kürzen gemacht, bis auf 32; langsam. Nicht für kommerzielle Nutzung.</translation>
    </message>
    <message>
        <source>For about a hundred languages, also across them; slow.</source>
        <translation>Für etwa hundert Sprachen, auch von einer zur anderen; langsam.</translation>
    </message>
    <message>
        <source>For more than a hundred languages and long passages; slow.</source>
        <translation>Für mehr als hundert Sprachen und lange Textstellen; langsam.</translation>
    </message>
    <message>
        <source>Tells whether sentences of 50 languages mean the same; made for sentences, weak at finding passages for a question.</source>
        <translation>Erkennt, ob Sätze aus 50 Sprachen dasselbe meinen; für Sätze gemacht, schwach beim Finden von Textstellen zu einer Frage.</translation>
    </message>
    <message>
        <source>Pairs sentences with their translations in 109 languages; not made for finding passages.</source>
        <translation>Findet zu Sätzen ihre Übersetzungen in 109 Sprachen; nicht zum Finden von Textstellen gemacht.</translation>
    </message>
    <message>
        <source>instant</source>
        <translation>sofort</translation>
    </message>
    <message>
        <source>Comes with the program: a table made from the built-in model, for the first look at new files while that model reads them.</source>
        <translation>Im Programm enthalten: eine Tabelle, die aus dem eingebauten Modell gemacht ist, für den ersten Blick auf neue Dateien, während jenes sie liest.</translation>
    </message>
    <message>
        <source>The smallest of all: a rough first look in an instant. Its numbers are in order of importance (PCA), so it may be cut, though it was not trained for that.</source>
        <translation>Das kleinste von allen: ein grober erster Blick, sofort. Seine Zahlen stehen nach Wichtigkeit geordnet (PCA), darum lässt es sich kürzen, obwohl es nicht dafür trainiert wurde.</translation>
    </message>
    <message>
        <source>Small and instant; less precise than a search for the words themselves. Its numbers are in order of importance (PCA), so it may be cut, though it was not trained for that.</source>
        <translation>Klein und sofort; ungenauer als die Suche nach den Wörtern selbst. Seine Zahlen stehen nach Wichtigkeit geordnet (PCA), darum lässt es sich kürzen, obwohl es nicht dafür trainiert wurde.</translation>
    </message>
    <message>
        <source>Instant English search on any computer; best together with words. Its numbers are in order of importance (PCA), so it may be cut, though it was not trained for that.</source>
        <translation>Sofortige englische Suche auf jedem Rechner; am besten zusammen mit Wörtern. Seine Zahlen stehen nach Wichtigkeit geordnet (PCA), darum lässt es sich kürzen, obwohl es nicht dafür trainiert wurde.</translation>
    </message>
    <message>
        <source>The largest of its family: instant, better for English than the smaller ones. Its numbers are in order of importance (PCA), so it may be cut, though it was not trained for that.</source>
        <translation>Das größte seiner Familie: sofort, für Englisch besser als die kleineren. Seine Zahlen stehen nach Wichtigkeit geordnet (PCA), darum lässt es sich kürzen, obwohl es nicht dafür trainiert wurde.</translation>
    </message>
    <message>
        <source>Instant, and the best static model at finding English passages. Its numbers are in order of importance (PCA), so it may be cut, though it was not trained for that.</source>
        <translation>Sofort, und das beste statische Modell beim Finden englischer Textstellen. Seine Zahlen stehen nach Wichtigkeit geordnet (PCA), darum lässt es sich kürzen, obwohl es nicht dafür trainiert wurde.</translation>
    </message>
    <message>
        <source>An early instant model, distilled without training; potion-base-8M is as quick and better. Its numbers are in order of importance (PCA), so it may be cut, though it was not trained for that.</source>
        <translation>Ein frühes sofortiges Modell, ohne Training destilliert; potion-base-8M ist ebenso schnell und besser. Seine Zahlen stehen nach Wichtigkeit geordnet (PCA), darum lässt es sich kürzen, obwohl es nicht dafür trainiert wurde.</translation>
    </message>
    <message>
        <source>Instant English search, made to be cut to 32; best together with words.</source>
        <translation>Sofortige englische Suche, auf 32 kürzbar; am besten zusammen mit Wörtern.</translation>
    </message>
    <message>
        <source>Instant, for sentences of 50 languages, made to be cut to 32; weak at finding passages.</source>
        <translation>Sofort, für Sätze aus 50 Sprachen, auf 32 kürzbar; schwach beim Finden von Textstellen.</translation>
    </message>
    <message>
        <source>The quickest reranker: reads question and passage together and puts the best English passages first.</source>
        <translation>Der schnellste Reranker: liest Frage und Textstelle zusammen und stellt die besten englischen Textstellen voran.</translation>
    </message>
    <message>
        <source>Puts the best passages first, for English and Chinese; slow.</source>
        <translation>Stellt die besten Textstellen voran, für Englisch und Chinesisch; langsam.</translation>
    </message>
    <message>
        <source>very slow</source>
        <translation>sehr langsam</translation>
    </message>
    <message>
        <source>Puts the best passages first in many languages; very slow without a strong computer.</source>
        <translation>Stellt die besten Textstellen voran, in vielen Sprachen; ohne starken Rechner sehr langsam.</translation>
    </message>
    <message>
        <source>Puts the best English passages first; a newer reranker than MiniLM&apos;s, and slower.</source>
        <translation>Stellt die besten englischen Textstellen voran; ein neuerer Reranker als der von MiniLM, und langsamer.</translation>
    </message>
    <message>
        <source>Puts the best English passages first, also long ones; slow.</source>
        <translation>Stellt die besten englischen Textstellen voran, auch lange; langsam.</translation>
    </message>
    <message>
        <source>Compares word by word: small and precise for English; its vectors need much space.</source>
        <translation>Vergleicht Wort für Wort: klein und genau für Englisch; seine Vektoren brauchen viel Platz.</translation>
    </message>
    <message>
        <source>The first widely used model that compares word by word, English; the small one of answer.ai is better and quicker.</source>
        <translation>Das erste verbreitete Modell, das Wort für Wort vergleicht, Englisch; das kleine von answer.ai ist besser und schneller.</translation>
    </message>
    <message>
        <source>Compares word by word, the most precise of its kind here, English.</source>
        <translation>Vergleicht Wort für Wort, das genaueste seiner Art hier, Englisch.</translation>
    </message>
    <message>
        <source>Finds by weighted words and adds related ones, English; an answer shows which words matched.</source>
        <translation>Findet nach gewichteten Wörtern und nimmt verwandte hinzu, Englisch; eine Antwort zeigt, welche Wörter passten.</translation>
    </message>
    <message>
        <source>Finds by weighted words and adds related ones, English; questions need no model and are answered at once.</source>
        <translation>Findet nach gewichteten Wörtern und nimmt verwandte hinzu, Englisch; Fragen brauchen kein Modell und werden sofort beantwortet.</translation>
    </message>
    <message>
        <source>Finds by weighted words and adds related ones, English. Not for commercial use; its makers must first let you in on the hub, and installing it needs the lab extra (torch).</source>
        <translation>Findet nach gewichteten Wörtern und nimmt verwandte hinzu, Englisch. Nicht für kommerzielle Nutzung; die Hersteller müssen Sie zuerst im Hub zulassen, und die Installation braucht das Extra „lab“ (torch).</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>{0} can be searched, {1} in them.</source>
        <translation>{0} lassen sich durchsuchen, {1} darin.</translation>
    </message>
    <message>
        <source>A question or a description finds passages that mean the same.&lt;br&gt;&lt;b&gt;“Quotes”&lt;/b&gt; find exact words, &lt;b&gt;-word&lt;/b&gt; leaves passages out, &lt;b&gt;type:pdf&lt;/b&gt; narrows the search.</source>
        <translation>Eine Frage oder eine Beschreibung findet Stellen, die dasselbe bedeuten.&lt;br&gt;&lt;b&gt;„Anführungszeichen“&lt;/b&gt; finden genaue Wörter, &lt;b&gt;-Wort&lt;/b&gt; lässt Stellen weg, &lt;b&gt;type:pdf&lt;/b&gt; engt die Suche ein.</translation>
    </message>
    <message>
        <source>saved search</source>
        <translation>gespeicherte Suche</translation>
    </message>
    <message>
        <source>{0} in these results</source>
        <translation>{0} in diesen Treffern</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>{0} more</source>
        <translation>{0} weitere</translation>
    </message>
    <message>
        <source>filter in use</source>
        <translation>Filter wird angewandt</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Gespeicherte Suchen</translation>
    </message>
    <message>
        <source>Types</source>
        <translation>Arten</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>Jahre</translation>
    </message>
    <message>
        <source>like</source>
        <translation>wie</translation>
    </message>
    <message>
        <source>{0}, all of it</source>
        <translation>{0}, ganz</translation>
    </message>
    <message>
        <source>more like</source>
        <translation>mehr wie</translation>
    </message>
    <message>
        <source>less like</source>
        <translation>weniger wie</translation>
    </message>
    <message>
        <source>document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>within</source>
        <translation>in</translation>
    </message>
    <message>
        <source>You chose the Chroma server {0}: the text of your passages, the list of your files and the vectors are there, too, and the vector of each question is sent to it. Otherwise Onyx Desktop connects only while it installs a model.</source>
        <translation>Sie haben den Chroma-Server {0} gewählt: Der Text Ihrer Textstellen, die Liste Ihrer Dateien und die Vektoren sind auch dort, und der Vektor jeder Frage wird an ihn gesendet. Sonst verbindet sich Onyx Desktop nur, während es ein Modell installiert.</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>wird gelesen</translation>
    </message>
    <message>
        <source>Remove filter “{0}”</source>
        <translation>Filter „{0}“ entfernen</translation>
    </message>
    <message>
        <source>Remove all filters</source>
        <translation>Alle Filter entfernen</translation>
    </message>
    <message>
        <source>Search without the quotation marks</source>
        <translation>Ohne die Anführungszeichen suchen</translation>
    </message>
    <message>
        <source>Search by meaning as well</source>
        <translation>Auch nach Bedeutung suchen</translation>
    </message>
    <message>
        <source>Search by exact words instead</source>
        <translation>Stattdessen genaue Wörter suchen</translation>
    </message>
    <message>
        <source>{0} or more</source>
        <translation>{0} oder mehr</translation>
    </message>
    <message>
        <source>{0} (would give {1})</source>
        <translation>{0} (ergäbe {1})</translation>
    </message>
    <message>
        <source>{0} is not connected</source>
        <translation>{0} ist nicht angeschlossen</translation>
    </message>
    <message>
        <source>{0} is paused at {1} %</source>
        <translation>{0} ist bei {1} % angehalten</translation>
    </message>
    <message>
        <source>{0} is {1} % indexed</source>
        <translation>{0} ist zu {1} % indiziert</translation>
    </message>
    <message>
        <source>{0} is among the results</source>
        <translation>{0} ist unter den Treffern</translation>
    </message>
    <message>
        <source>Why not {0}?</source>
        <translation>Warum {0} nicht?</translation>
    </message>
    <message>
        <source>It is shown under the name of its copy, {0}.</source>
        <translation>Sie wird unter dem Namen ihrer Kopie gezeigt, {0}.</translation>
    </message>
    <message>
        <source>The file has changed or gone since it was read.</source>
        <translation>Die Datei hat sich seit dem Lesen geändert oder ist verschwunden.</translation>
    </message>
    <message>
        <source>Its closest passage{0}: “{1}”</source>
        <translation>Ihre nächstliegende Textstelle{0}: „{1}“</translation>
    </message>
    <message>
        <source>The passages before it are from documents that are shown already.</source>
        <translation>Die Textstellen davor stammen aus Dokumenten, die schon gezeigt werden.</translation>
    </message>
    <message>
        <source>Without that it would be number {0}.</source>
        <translation>Sonst wäre sie Nummer {0}.</translation>
    </message>
    <message>
        <source>what the search is held within</source>
        <translation>worauf die Suche beschränkt ist</translation>
    </message>
    <message>
        <source>Words in common</source>
        <translation>Gemeinsame Wörter</translation>
    </message>
    <message>
        <source>In other words</source>
        <translation>Mit anderen Worten</translation>
    </message>
    <message>
        <source>Not covered</source>
        <translation>Nicht abgedeckt</translation>
    </message>
    <message>
        <source>{0} (in none of your documents)</source>
        <translation>{0} (in keinem Ihrer Dokumente)</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>Beurteilt nach</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Adds to the score</source>
        <translation>Beitrag zum Wert</translation>
    </message>
    <message>
        <source>The model knows most words of the question</source>
        <translation>Das Modell kennt die meisten Wörter der Frage</translation>
    </message>
    <message>
        <source>The model has to spell out words of the question ({0} pieces a word)</source>
        <translation>Das Modell muss Wörter der Frage buchstabieren ({0} Stücke je Wort)</translation>
    </message>
    <message>
        <source>{0}, so words count for {1} and meaning for {2}.</source>
        <translation>{0}, darum zählen Wörter {1} und Bedeutung {2}.</translation>
    </message>
    <message>
        <source>Other passages of this file, of {0} in all:</source>
        <translation>Andere Textstellen dieser Datei, von insgesamt {0}:</translation>
    </message>
    <message>
        <source>Time: {0}</source>
        <translation>Zeit: {0}</translation>
    </message>
    <message>
        <source>It can be found by its words; its meaning is still being learned.</source>
        <translation>Sie kann nach ihren Wörtern gefunden werden; ihre Bedeutung wird noch gelernt.</translation>
    </message>
    <message>
        <source>No text was found in this file, so no question can find it.</source>
        <translation>In dieser Datei wurde kein Text gefunden, also kann keine Frage sie finden.</translation>
    </message>
    <message>
        <source>This file could not be read, so no question can find it.</source>
        <translation>Diese Datei konnte nicht gelesen werden, also kann keine Frage sie finden.</translation>
    </message>
    <message>
        <source>This file has not been read yet. It can be found as soon as that is done.</source>
        <translation>Diese Datei wurde noch nicht gelesen. Sobald das geschehen ist, kann sie gefunden werden.</translation>
    </message>
    <message>
        <source>This file is new here. Look for changed files (F5), then it can be found.</source>
        <translation>Diese Datei ist hier neu. Sehen Sie nach geänderten Dateien (F5), dann kann sie gefunden werden.</translation>
    </message>
    <message>
        <source>Files and folders named “{0}” are left out of the search.</source>
        <translation>Dateien und Ordner namens „{0}“ werden bei der Suche ausgelassen.</translation>
    </message>
    <message>
        <source>This file is in none of the folders that you search in. Add its folder to find it.</source>
        <translation>Diese Datei liegt in keinem der durchsuchten Ordner. Fügen Sie ihren Ordner hinzu, um sie zu finden.</translation>
    </message>
    <message>
        <source>It is result {0} of {1}.</source>
        <translation>Sie ist Stelle {0} von {1}.</translation>
    </message>
    <message>
        <source>It is left out by this part of your question: {0}</source>
        <translation>Dieser Teil Ihrer Frage schließt sie aus: {0}</translation>
    </message>
    <message>
        <source>Other passages are closer: it is not among the first {0}, neither by its words nor by its meaning.</source>
        <translation>Andere Textstellen liegen näher: Sie ist nicht unter den ersten {0}, weder nach Wörtern noch nach Bedeutung.</translation>
    </message>
    <message>
        <source>The same text stands in {0}, which is shown instead.</source>
        <translation>Derselbe Text steht in {0}; diese Datei wird stattdessen gezeigt.</translation>
    </message>
    <message>
        <source>Nearly the same text stands in {0}, which is shown instead.</source>
        <translation>Fast derselbe Text steht in {0}; diese Datei wird stattdessen gezeigt.</translation>
    </message>
    <message>
        <source>Enough other passages of this document are shown already.</source>
        <translation>Es werden schon genug andere Textstellen dieses Dokuments gezeigt.</translation>
    </message>
    <message>
        <source>It was found, but stands behind the last of the {0} results that are shown.</source>
        <translation>Sie wurde gefunden, steht aber hinter dem letzten der {0} gezeigten Treffer.</translation>
    </message>
    <message>
        <source>Words (BM25)</source>
        <translation>Wörter (BM25)</translation>
    </message>
    <message>
        <source>Words side by side</source>
        <translation>Wörter nebeneinander</translation>
    </message>
    <message>
        <source>Meaning (cosine)</source>
        <translation>Bedeutung (Kosinus)</translation>
    </message>
    <message>
        <source>Meaning at first sight (cosine)</source>
        <translation>Bedeutung auf den ersten Blick (Kosinus)</translation>
    </message>
    <message>
        <source>Word by word</source>
        <translation>Wort für Wort</translation>
    </message>
    <message>
        <source>Second reading</source>
        <translation>Zweites Lesen</translation>
    </message>
    <message>
        <source>filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>understanding the question</source>
        <translation>Frage verstehen</translation>
    </message>
    <message>
        <source>words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>meaning at first sight</source>
        <translation>Bedeutung auf den ersten Blick</translation>
    </message>
    <message>
        <source>meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>learned terms</source>
        <translation>gelernte Begriffe</translation>
    </message>
    <message>
        <source>putting together</source>
        <translation>Zusammenführen</translation>
    </message>
    <message>
        <source>word by word</source>
        <translation>Wort für Wort</translation>
    </message>
    <message>
        <source>second reading</source>
        <translation>zweites Lesen</translation>
    </message>
    <message>
        <source>cutting out the passages</source>
        <translation>Textstellen ausschneiden</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>p. {0}</source>
        <translation>S. {0}</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>noch weniger als eine Minute</translation>
    </message>
    <message>
        <source>about {0} min left</source>
        <translation>noch etwa {0} min</translation>
    </message>
    <message>
        <source>about {0} h left</source>
        <translation>noch etwa {0} h</translation>
    </message>
    <message>
        <source>{0}: {1} of {2}</source>
        <translation>{0}: {1} von {2}</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>Exemplar</translation>
    </message>
    <message>
        <source>copies</source>
        <translation>Exemplare</translation>
    </message>
    <message>
        <source>{0} nearly the same</source>
        <translation>{0} fast gleich</translation>
    </message>
    <message>
        <source>more passage</source>
        <translation>weitere Textstelle</translation>
    </message>
    <message>
        <source>more passages</source>
        <translation>weitere Textstellen</translation>
    </message>
    <message>
        <source>searched {0} of {1} files</source>
        <translation>{0} von {1} Dateien durchsucht</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht angeschlossen</translation>
    </message>
    <message>
        <source>{0} of {1} files</source>
        <translation>{0} von {1} Dateien</translation>
    </message>
    <message>
        <source>“{0}:{1}” was not understood and is left out.</source>
        <translation>„{0}:{1}“ wurde nicht verstanden und wird ausgelassen.</translation>
    </message>
    <message>
        <source>file ready</source>
        <translation>Datei bereit</translation>
    </message>
    <message>
        <source>files ready</source>
        <translation>Dateien bereit</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>{0} of them of a type that Onyx does not read</source>
        <translation>{0} davon von einem Typ, den Onyx nicht liest</translation>
    </message>
    <message>
        <source>Everything else can be searched.</source>
        <translation>Alles andere kann durchsucht werden.</translation>
    </message>
    <message>
        <source>Sample documents</source>
        <translation>Beispieldokumente</translation>
    </message>
    <message>
        <source>Protected by a password</source>
        <translation>Durch ein Passwort geschützt</translation>
    </message>
    <message>
        <source>Save a copy without the password to search it.</source>
        <translation>Speichern Sie eine Kopie ohne Passwort, um sie zu durchsuchen.</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>The file could not be opened. Another program may be able to repair it.</source>
        <translation>Die Datei ließ sich nicht öffnen. Vielleicht kann ein anderes Programm sie reparieren.</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Zu groß</translation>
    </message>
    <message>
        <source>Larger than the limit in the settings.</source>
        <translation>Größer als die Grenze in den Einstellungen.</translation>
    </message>
    <message>
        <source>Type not supported</source>
        <translation>Typ nicht unterstützt</translation>
    </message>
    <message>
        <source>Onyx does not read this kind of file.</source>
        <translation>Onyx liest diese Art von Dateien nicht.</translation>
    </message>
    <message>
        <source>No permission</source>
        <translation>Keine Berechtigung</translation>
    </message>
    <message>
        <source>You may not read this file. Change its permissions and try again.</source>
        <translation>Sie dürfen diese Datei nicht lesen. Ändern Sie ihre Rechte und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Took too long</source>
        <translation>Dauerte zu lange</translation>
    </message>
    <message>
        <source>Reading was stopped so that the other files could go on.</source>
        <translation>Das Lesen wurde abgebrochen, damit es mit den anderen Dateien weitergehen kann.</translation>
    </message>
    <message>
        <source>The reader crashed</source>
        <translation>Lesen abgestürzt</translation>
    </message>
    <message>
        <source>The file broke its reader. Everything else goes on.</source>
        <translation>An dieser Datei ist das Lesen abgestürzt. Alles andere geht weiter.</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>There is nothing in the file.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>No longer there</source>
        <translation>Nicht mehr da</translation>
    </message>
    <message>
        <source>Moved or deleted since the folder was counted.</source>
        <translation>Verschoben oder gelöscht, seit der Ordner gezählt wurde.</translation>
    </message>
    <message>
        <source>Unpacking stopped at its limits: levels, files, size.</source>
        <translation>Das Auspacken endete an seinen Grenzen: Ebenen, Dateien, Größe.</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Stark</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Weak</source>
        <translation>Schwach</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>Am nächsten</translation>
    </message>
    <message>
        <source>Counting files</source>
        <translation>Dateien werden gezählt</translation>
    </message>
    <message>
        <source>Reading files</source>
        <translation>Dateien werden gelesen</translation>
    </message>
    <message>
        <source>Learning what the passages mean</source>
        <translation>Bedeutung der Textstellen wird gelernt</translation>
    </message>
    <message>
        <source>Learning what each word means</source>
        <translation>Bedeutung der Wörter wird gelernt</translation>
    </message>
    <message>
        <source>Checking the index</source>
        <translation>Index wird geprüft</translation>
    </message>
    <message>
        <source>Preparing the model</source>
        <translation>Modell wird vorbereitet</translation>
    </message>
    <message>
        <source>Best of both</source>
        <translation>Beides zusammen</translation>
    </message>
    <message>
        <source>By meaning and by words together</source>
        <translation>Nach Bedeutung und nach Wörtern zugleich</translation>
    </message>
    <message>
        <source>By meaning</source>
        <translation>Nach Bedeutung</translation>
    </message>
    <message>
        <source>Finds passages that say it in other words</source>
        <translation>Findet Textstellen, die es mit anderen Worten sagen</translation>
    </message>
    <message>
        <source>Exact words</source>
        <translation>Genaue Wörter</translation>
    </message>
    <message>
        <source>Only passages that contain your words</source>
        <translation>Nur Textstellen, die Ihre Wörter enthalten</translation>
    </message>
    <message>
        <source>Another Onyx Desktop is using this library. Close it first; two would write over each other.</source>
        <translation>Ein anderes Onyx Desktop benutzt diese Bibliothek. Schließen Sie es zuerst; zwei würden einander überschreiben.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>This library was made by a newer Onyx Desktop. Please update the program.</source>
        <translation>Diese Bibliothek stammt von einem neueren Onyx Desktop. Aktualisieren Sie das Programm.</translation>
    </message>
    <message>
        <source>The disk is full, so indexing has stopped. What is indexed already can be searched.</source>
        <translation>Die Platte ist voll, darum wurde das Indizieren angehalten. Was schon indiziert ist, kann durchsucht werden.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>The model {0} is not complete. Install it again, or Onyx Desktop if it came with it; your index is kept.</source>
        <translation>Das Modell {0} ist unvollständig. Installieren Sie es neu, oder Onyx Desktop, falls es dazugehört; Ihr Index bleibt erhalten.</translation>
    </message>
    <message>
        <source>The model {0} is damaged. Install it again, or Onyx Desktop if it came with it; your index is kept.</source>
        <translation>Das Modell {0} ist beschädigt. Installieren Sie es neu, oder Onyx Desktop, falls es dazugehört; Ihr Index bleibt erhalten.</translation>
    </message>
    <message>
        <source>This cannot be used as a model: {0}. {1}.</source>
        <translation>Das lässt sich nicht als Modell verwenden: {0}. {1}.</translation>
    </message>
    <message>
        <source>The search works with the model {0}. Choose another one before you remove it.</source>
        <translation>Die Suche arbeitet mit dem Modell {0}. Wählen Sie ein anderes, bevor Sie es entfernen.</translation>
    </message>
    <message>
        <source>The model {0} came with Onyx Desktop and stays.</source>
        <translation>Das Modell {0} gehört zu Onyx Desktop und bleibt.</translation>
    </message>
    <message>
        <source>The model hub at {1} cannot be reached. Check the connection; the download goes on where it stopped.</source>
        <translation>Der Modell-Hub {1} ist nicht erreichbar. Prüfen Sie die Verbindung; der Download geht dort weiter, wo er aufgehört hat.</translation>
    </message>
    <message>
        <source>{2} gives the model {0} only to people with permission. Accept its terms there and import it from a folder.</source>
        <translation>{2} gibt das Modell {0} nur mit Erlaubnis heraus. Nehmen Sie dort die Bedingungen an und importieren Sie es aus einem Ordner.</translation>
    </message>
    <message>
        <source>{2} has no {1} any more, so the model {0} cannot be installed.</source>
        <translation>{2} hat {1} nicht mehr, darum kann das Modell {0} nicht installiert werden.</translation>
    </message>
    <message>
        <source>A file of the model {0} arrived damaged and was deleted: {1}.</source>
        <translation>Eine Datei des Modells {0} kam beschädigt an und wurde gelöscht: {1}.</translation>
    </message>
    <message>
        <source>Download it again</source>
        <translation>Noch einmal herunterladen</translation>
    </message>
    <message>
        <source>This folder is not there any more: {0}</source>
        <translation>Dieser Ordner ist nicht mehr da: {0}</translation>
    </message>
    <message>
        <source>This file is neither on the disk nor in the library: {0}</source>
        <translation>Diese Datei ist weder auf der Platte noch in der Bibliothek: {0}</translation>
    </message>
    <message>
        <source>{0} is a folder. Choose one of the files in it.</source>
        <translation>{0} ist ein Ordner. Wählen Sie eine der Dateien darin.</translation>
    </message>
    <message>
        <source>Nothing similar can be looked for: {0} cannot be read. {1}.</source>
        <translation>Ähnliches kann nicht gesucht werden: {0} ist nicht lesbar. {1}.</translation>
    </message>
    <message>
        <source>{0} is not in the library. Add its folder first.</source>
        <translation>{0} ist nicht in der Bibliothek. Fügen Sie zuerst den Ordner hinzu.</translation>
    </message>
    <message>
        <source>{0} has no page {1} with text on it.</source>
        <translation>{0} hat keine Seite {1} mit Text.</translation>
    </message>
    <message>
        <source>This step of the search is switched off: {0}</source>
        <translation>Dieser Schritt der Suche ist abgeschaltet: {0}</translation>
    </message>
    <message>
        <source>Results cannot be written to {0}. Choose a name that ends in one of {1}.</source>
        <translation>Treffer können nicht in {0} gespeichert werden. Wählen Sie einen Namen, der auf eines davon endet: {1}.</translation>
    </message>
    <message>
        <source>{0} cannot be taken as a library: {1}.</source>
        <translation>{0} kann nicht als Bibliothek übernommen werden: {1}.</translation>
    </message>
    <message>
        <source>There is a library in {0} already.</source>
        <translation>In {0} liegt schon eine Bibliothek.</translation>
    </message>
    <message>
        <source>{0} could not be written. {1}.</source>
        <translation>{0} konnte nicht gespeichert werden. {1}.</translation>
    </message>
    <message>
        <source>This collection of questions cannot be read: {0}</source>
        <translation>Diese Sammlung von Fragen kann nicht gelesen werden: {0}</translation>
    </message>
    <message>
        <source>The settings file cannot be read, so the usual settings are used: {1}</source>
        <translation>Die Einstellungsdatei kann nicht gelesen werden, darum gelten die üblichen Einstellungen: {1}</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Like</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Way of searching</source>
        <translation>Art der Suche</translation>
    </message>
    <message>
        <source>Searched</source>
        <translation>Durchsucht</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Passages found for “{0}”</source>
        <translation>Gefundene Textstellen zu „{0}“</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>Textstellen</translation>
    </message>
</context>
</TS>
