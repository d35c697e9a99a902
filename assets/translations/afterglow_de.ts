<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
 <context>
  <name>Afterglow</name>
  <message>
   <source>, cost {cost}</source>
   <translation>, Kosten {cost}</translation>
  </message>
  <message>
   <source>A copy is cleared after {seconds} seconds.</source>
   <translation>Eine Kopie wird nach {seconds} Sekunden gelöscht.</translation>
  </message>
  <message>
   <source>A file or folder cannot be used</source>
   <translation>Eine Datei oder ein Ordner lässt sich nicht verwenden</translation>
  </message>
  <message>
   <source>A model is missing or damaged</source>
   <translation>Ein Modell fehlt oder ist beschädigt</translation>
  </message>
  <message>
   <source>A picture cannot be decoded</source>
   <translation>Ein Bild lässt sich nicht entschlüsseln</translation>
  </message>
  <message>
   <source>A private memory of your screen, encrypted on this computer. Apache License 2.0.</source>
   <translation>Ein privates Gedächtnis deines Bildschirms, verschlüsselt auf diesem Computer. Apache-Lizenz 2.0.</translation>
  </message>
  <message>
   <source>A question</source>
   <translation>Eine Frage</translation>
  </message>
  <message>
   <source>A smaller model answers faster. Everything else works without it.</source>
   <translation>Ein kleineres Modell antwortet schneller. Alles andere funktioniert auch ohne.</translation>
  </message>
  <message>
   <source>A stored file is damaged or was replaced</source>
   <translation>Eine gespeicherte Datei ist beschädigt oder wurde ausgetauscht</translation>
  </message>
  <message>
   <source>A word, a name, a place, a time. Afterglow finds when you saw it.</source>
   <translation>Ein Wort, ein Name, ein Ort, eine Zeit. Afterglow findet, wann du es gesehen hast.</translation>
  </message>
  <message>
   <source>ANOTHER computer</source>
   <translation>EINEM ANDEREN Rechner</translation>
  </message>
  <message>
   <source>About Afterglow</source>
   <translation>Über Afterglow</translation>
  </message>
  <message>
   <source>About you</source>
   <translation>Über dich</translation>
  </message>
  <message>
   <source>Accept the suggestion</source>
   <translation>Vorschlag übernehmen</translation>
  </message>
  <message>
   <source>Activities</source>
   <translation>Aktivitäten</translation>
  </message>
  <message>
   <source>Add a fact</source>
   <translation>Tatsache hinzufügen</translation>
  </message>
  <message>
   <source>Add a fact that was not on the screen</source>
   <translation>Eine Tatsache hinzufügen, die nicht auf dem Bildschirm war</translation>
  </message>
  <message>
   <source>Add a fact…</source>
   <translation>Hinzufügen …</translation>
  </message>
  <message>
   <source>Add a passphrase or the key store first.</source>
   <translation>Füge zuerst eine Passphrase oder den Schlüsselspeicher hinzu.</translation>
  </message>
  <message>
   <source>Add an app or a site</source>
   <translation>App oder Website hinzufügen</translation>
  </message>
  <message>
   <source>Add another one first.</source>
   <translation>Füge zuerst einen anderen Weg hinzu.</translation>
  </message>
  <message>
   <source>Add the kind `frame`.</source>
   <translation>Füge die Art `frame` hinzu.</translation>
  </message>
  <message>
   <source>Address</source>
   <translation>Adresse</translation>
  </message>
  <message>
   <source>Address to ask</source>
   <translation>Adresse, die gefragt wird</translation>
  </message>
  <message>
   <source>Addresses</source>
   <translation>Adressen</translation>
  </message>
  <message>
   <source>Afterglow archive, can be restored</source>
   <translation>Afterglow-Archiv, wiederherstellbar</translation>
  </message>
  <message>
   <source>Afterglow cannot start</source>
   <translation>Afterglow kann nicht starten</translation>
  </message>
  <message>
   <source>Afterglow itself</source>
   <translation>Afterglow selbst</translation>
  </message>
  <message>
   <source>Afterglow itself is cut out</source>
   <translation>Afterglow selbst ist ausgespart</translation>
  </message>
  <message>
   <source>Afterglow keeps recording</source>
   <translation>Afterglow nimmt weiter auf</translation>
  </message>
  <message>
   <source>Afterglow leaves itself out. Put another window beside it, and try again.</source>
   <translation>Afterglow lässt sich selbst aus. Stelle ein anderes Fenster daneben und versuche es noch einmal.</translation>
  </message>
  <message>
   <source>Afterglow looks at your screen every second or so, reads the words in the picture, and keeps both in an encrypted memory. Search it, ask it, or scroll back through your day.</source>
   <translation>Afterglow sieht etwa jede Sekunde auf deinen Bildschirm, liest die Wörter im Bild und bewahrt beides in einem verschlüsselten Gedächtnis auf. Durchsuche es, frage es oder blättere durch deinen Tag zurück.</translation>
  </message>
  <message>
   <source>Afterglow ran into an error</source>
   <translation>In Afterglow ist ein Fehler aufgetreten</translation>
  </message>
  <message>
   <source>Afterglow recovery key</source>
   <translation>Afterglow-Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>Afterglow searches what was on your screen, only on this computer, and shows the moments an answer is based on. If it finds no answer, it says so.</source>
   <translation>Afterglow durchsucht, was auf deinem Bildschirm war, nur auf diesem Rechner, und zeigt die Momente, auf denen eine Antwort beruht. Findet es keine Antwort, sagt es das.</translation>
  </message>
  <message>
   <source>Afterglow was not running</source>
   <translation>Afterglow lief nicht</translation>
  </message>
  <message>
   <source>Afterglow {version} is available: {page}</source>
   <translation>Afterglow {version} ist verfügbar: {page}</translation>
  </message>
  <message>
   <source>All shortcuts</source>
   <translation>Alle Tastenkürzel</translation>
  </message>
  <message>
   <source>All stored files are intact.</source>
   <translation>Alle gespeicherten Dateien sind in Ordnung.</translation>
  </message>
  <message>
   <source>Allow Afterglow to record the screen in the system's privacy settings, then start it again.</source>
   <translation>Erlaube Afterglow in den Datenschutz-Einstellungen des Systems, den Bildschirm aufzunehmen, und starte es neu.</translation>
  </message>
  <message>
   <source>Allow it with `afterglow models allow`.</source>
   <translation>Erlaube ihn mit `afterglow models allow`.</translation>
  </message>
  <message>
   <source>Also show values that newer ones replaced (Alt+V)</source>
   <translation>Auch Werte zeigen, die durch neuere ersetzt wurden (Alt+V)</translation>
  </message>
  <message>
   <source>Also use what was on the screen just now (Ctrl+Shift+S)</source>
   <translation>Auch verwenden, was gerade auf dem Bildschirm war (Strg+Umschalt+S)</translation>
  </message>
  <message>
   <source>Always keep free on the disk</source>
   <translation>Auf der Festplatte immer frei lassen</translation>
  </message>
  <message>
   <source>Another Afterglow process is writing</source>
   <translation>Ein anderer Afterglow-Prozess schreibt gerade</translation>
  </message>
  <message>
   <source>Another program</source>
   <translation>Ein anderes Programm</translation>
  </message>
  <message>
   <source>Answer</source>
   <translation>Antwort</translation>
  </message>
  <message>
   <source>Anyone who gets the file can read it ({key})</source>
   <translation>Jeder, der die Datei bekommt, kann sie lesen ({key})</translation>
  </message>
  <message>
   <source>App</source>
   <translation>App</translation>
  </message>
  <message>
   <source>App that is not installed here</source>
   <translation>App, die hier nicht installiert ist</translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation>Aussehen</translation>
  </message>
  <message>
   <source>Apps</source>
   <translation>Apps</translation>
  </message>
  <message>
   <source>As read from the screen; a character may be wrong. Hidden again soon.</source>
   <translation>So vom Bildschirm gelesen; ein Zeichen kann falsch sein. Wird bald wieder verborgen.</translation>
  </message>
  <message>
   <source>As soon as the new key is made, the one you have no longer opens your memory.</source>
   <translation>Sobald der neue Schlüssel erstellt ist, öffnet der bisherige dein Gedächtnis nicht mehr.</translation>
  </message>
  <message>
   <source>Ask</source>
   <translation>Fragen</translation>
  </message>
  <message>
   <source>Ask (Enter)</source>
   <translation>Fragen (Eingabe)</translation>
  </message>
  <message>
   <source>Ask about anything you have seen</source>
   <translation>Frage nach allem, was du gesehen hast</translation>
  </message>
  <message>
   <source>Ask the first time</source>
   <translation>Beim ersten Mal fragen</translation>
  </message>
  <message>
   <source>Ask your memory</source>
   <translation>Frage dein Gedächtnis</translation>
  </message>
  <message>
   <source>At least 8 characters</source>
   <translation>Mindestens 8 Zeichen</translation>
  </message>
  <message>
   <source>At the screen</source>
   <translation>Am Bildschirm</translation>
  </message>
  <message>
   <source>Attach a picture</source>
   <translation>Ein Bild anhängen</translation>
  </message>
  <message>
   <source>Attach a picture (Ctrl+Shift+O)</source>
   <translation>Ein Bild anhängen (Strg+Umschalt+O)</translation>
  </message>
  <message>
   <source>Attach or remove a picture</source>
   <translation>Bild anhängen oder entfernen</translation>
  </message>
  <message>
   <source>Available after a few days</source>
   <translation>Erst nach ein paar Tagen bekannt</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <source>Back (Esc)</source>
   <translation>Zurück (Esc)</translation>
  </message>
  <message>
   <source>Back to where you were</source>
   <translation>Zurück, wo du warst</translation>
  </message>
  <message>
   <source>Balanced</source>
   <translation>Ausgewogen</translation>
  </message>
  <message>
   <source>Budget</source>
   <translation>Budget</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Changed</source>
   <translation>Geändert</translation>
  </message>
  <message>
   <source>Changes saved</source>
   <translation>Änderungen gespeichert</translation>
  </message>
  <message>
   <source>Changes take effect after a restart.</source>
   <translation>Änderungen gelten nach einem Neustart.</translation>
  </message>
  <message>
   <source>Check all stored files</source>
   <translation>Alle gespeicherten Dateien prüfen</translation>
  </message>
  <message>
   <source>Check for updates</source>
   <translation>Nach Updates suchen</translation>
  </message>
  <message>
   <source>Check its key, the model's name and its limits: `afterglow models` shows what it was given.</source>
   <translation>Prüfe Schlüssel, Modellname und Grenzen: `afterglow models` zeigt, was angegeben wurde.</translation>
  </message>
  <message>
   <source>Check that it is there, and that your account may read and write it.</source>
   <translation>Prüfe, ob es da ist und ob dein Konto es lesen und schreiben darf.</translation>
  </message>
  <message>
   <source>Check that the folder exists and is writable.</source>
   <translation>Prüfe, ob der Ordner da ist und beschrieben werden kann.</translation>
  </message>
  <message>
   <source>Check that the folder of the memory and all that is in it belong to your account and can be written.</source>
   <translation>Prüfe, ob der Ordner des Gedächtnisses und alles darin deinem Konto gehört und beschreibbar ist.</translation>
  </message>
  <message>
   <source>Check that you have it</source>
   <translation>Prüfe, ob du ihn hast</translation>
  </message>
  <message>
   <source>Check the address with `afterglow updates --json`, or try again later. Nothing else is affected.</source>
   <translation>Prüfe die Adresse mit `afterglow updates --json` oder versuche es später noch einmal. Alles andere funktioniert weiter.</translation>
  </message>
  <message>
   <source>Check the disk, and restore the memory from a backup if it is damaged.</source>
   <translation>Prüfe das Laufwerk und stelle das Gedächtnis aus einer Sicherung wieder her, falls es beschädigt ist.</translation>
  </message>
  <message>
   <source>Check the network and try again.</source>
   <translation>Prüfe das Netz und versuche es noch einmal.</translation>
  </message>
  <message>
   <source>Check the passphrase or the recovery key and try again.</source>
   <translation>Prüfe die Passphrase oder den Wiederherstellungsschlüssel und versuche es noch einmal.</translation>
  </message>
  <message>
   <source>Check the passphrase that the archive was made with.</source>
   <translation>Prüfe die Passphrase, mit der das Archiv erstellt wurde.</translation>
  </message>
  <message>
   <source>Check the path and its permissions.</source>
   <translation>Prüfe den Pfad und seine Zugriffsrechte.</translation>
  </message>
  <message>
   <source>Check the screen every</source>
   <translation>Bildschirm prüfen alle</translation>
  </message>
  <message>
   <source>Check the value and try again; nothing was changed.</source>
   <translation>Prüfe den Wert und versuche es noch einmal; es wurde nichts geändert.</translation>
  </message>
  <message>
   <source>Chinese</source>
   <translation>chinesischen</translation>
  </message>
  <message>
   <source>Choose a day</source>
   <translation>Einen Tag wählen</translation>
  </message>
  <message>
   <source>Choose a day (G)</source>
   <translation>Einen Tag wählen (G)</translation>
  </message>
  <message>
   <source>Choose a longer one; several words are best.</source>
   <translation>Wähle eine längere; mehrere Wörter sind am besten.</translation>
  </message>
  <message>
   <source>Choose a memory to see its details and sources.</source>
   <translation>Wähle eine Erinnerung, um Einzelheiten und Quellen zu sehen.</translation>
  </message>
  <message>
   <source>Choose a passphrase</source>
   <translation>Wähle eine Passphrase</translation>
  </message>
  <message>
   <source>Choose a passphrase first.</source>
   <translation>Wähle zuerst eine Passphrase.</translation>
  </message>
  <message>
   <source>Choose a passphrase of at least {shortest} characters.</source>
   <translation>Wähle eine Passphrase mit mindestens {shortest} Zeichen.</translation>
  </message>
  <message>
   <source>Choose a passphrase of several words.</source>
   <translation>Wähle eine Passphrase aus mehreren Wörtern.</translation>
  </message>
  <message>
   <source>Choose another folder with --home DIR.</source>
   <translation>Wähle mit --home ORDNER einen anderen Ordner.</translation>
  </message>
  <message>
   <source>Choose another folder.</source>
   <translation>Wähle einen anderen Ordner.</translation>
  </message>
  <message>
   <source>Choose another name, or give --force to replace it.</source>
   <translation>Wähle einen anderen Namen oder gib --force an, um sie zu ersetzen.</translation>
  </message>
  <message>
   <source>Choose another one.</source>
   <translation>Wähle eine andere.</translation>
  </message>
  <message>
   <source>Choose another one; on Wayland, set up a shortcut in your desktop's settings that starts `afterglow`.</source>
   <translation>Wähle ein anderes; unter Wayland richte in den Einstellungen deines Desktops ein Kürzel ein, das `afterglow` startet.</translation>
  </message>
  <message>
   <source>Choose either a passphrase or a plain export.</source>
   <translation>Wähle entweder eine Passphrase oder einen unverschlüsselten Export.</translation>
  </message>
  <message>
   <source>Choose memories of the same kind.</source>
   <translation>Wähle Erinnerungen der gleichen Art.</translation>
  </message>
  <message>
   <source>Choose the format `archive` or `folder`.</source>
   <translation>Wähle das Format `archive` oder `folder`.</translation>
  </message>
  <message>
   <source>Choose the format `archive`, or confirm that anybody with the files may read them.</source>
   <translation>Wähle das Format `archive` oder bestätige, dass jeder die Dateien lesen darf.</translation>
  </message>
  <message>
   <source>Choose where to save it.</source>
   <translation>Wähle, wo gespeichert werden soll.</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>Wählen …</translation>
  </message>
  <message>
   <source>Citation {number}: {when}, {app}, {title}. {words}</source>
   <translation>Beleg {number}: {when}, {app}, {title}. {words}</translation>
  </message>
  <message>
   <source>Clear all questions and answers for good?</source>
   <translation>Alle Fragen und Antworten endgültig löschen?</translation>
  </message>
  <message>
   <source>Clear for good</source>
   <translation>Endgültig löschen</translation>
  </message>
  <message>
   <source>Clear for good…</source>
   <translation>Endgültig löschen …</translation>
  </message>
  <message>
   <source>Clear the field</source>
   <translation>Feld leeren</translation>
  </message>
  <message>
   <source>Clear the search</source>
   <translation>Suche leeren</translation>
  </message>
  <message>
   <source>Clear the view</source>
   <translation>Ansicht leeren</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Code</source>
   <translation>Code</translation>
  </message>
  <message>
   <source>Connect the disk it is on and start Afterglow again, or restore it from a backup.</source>
   <translation>Schließe das Laufwerk an, auf dem es liegt, und starte Afterglow neu, oder stelle es aus einer Sicherung wieder her.</translation>
  </message>
  <message>
   <source>Continue</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Copied</source>
   <translation>Kopiert</translation>
  </message>
  <message>
   <source>Copied. The clipboard is cleared in {seconds} seconds.</source>
   <translation>Kopiert. Die Zwischenablage wird in {seconds} Sekunden geleert.</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Copy text</source>
   <translation>Text kopieren</translation>
  </message>
  <message>
   <source>Copy the picture</source>
   <translation>Bild kopieren</translation>
  </message>
  <message>
   <source>Copy the picture (Ctrl+Shift+C)</source>
   <translation>Bild kopieren (Strg+Umschalt+C)</translation>
  </message>
  <message>
   <source>Copy the selection, or the text</source>
   <translation>Auswahl oder Text kopieren</translation>
  </message>
  <message>
   <source>Copy the value of {day}</source>
   <translation>Wert vom {day} kopieren</translation>
  </message>
  <message>
   <source>Create one with `afterglow unlock`.</source>
   <translation>Lege eines mit `afterglow unlock` an.</translation>
  </message>
  <message>
   <source>Created</source>
   <translation>Erstellt</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <source>Data (*.csv)</source>
   <translation>Daten (*.csv)</translation>
  </message>
  <message>
   <source>Day</source>
   <translation>Tag</translation>
  </message>
  <message>
   <source>Days</source>
   <translation>Tage</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Delete (Ctrl+Z to undo)</source>
   <translation>Löschen (rückgängig mit Strg+Z)</translation>
  </message>
  <message>
   <source>Delete all questions and answers (Ctrl+Shift+Delete)</source>
   <translation>Alle Fragen und Antworten löschen (Strg+Umschalt+Entf)</translation>
  </message>
  <message>
   <source>Deleted</source>
   <translation>Gelöscht</translation>
  </message>
  <message>
   <source>Deleted {what}</source>
   <translation>Gelöscht: {what}</translation>
  </message>
  <message>
   <source>Desktop</source>
   <translation>Schreibtisch</translation>
  </message>
  <message>
   <source>Details</source>
   <translation>Einzelheiten</translation>
  </message>
  <message>
   <source>Disk full, recording stopped</source>
   <translation>Festplatte voll, Aufnahme gestoppt</translation>
  </message>
  <message>
   <source>Disk space</source>
   <translation>Speicherplatz</translation>
  </message>
  <message>
   <source>Dismiss</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Documents</source>
   <translation>Dokumente</translation>
  </message>
  <message>
   <source>Documents, pages and files that you worked with.</source>
   <translation>Dokumente, Seiten und Dateien, mit denen du gearbeitet hast.</translation>
  </message>
  <message>
   <source>Don't encrypt</source>
   <translation>Nicht verschlüsseln</translation>
  </message>
  <message>
   <source>Don't save them</source>
   <translation>Nicht speichern</translation>
  </message>
  <message>
   <source>Don't show again</source>
   <translation>Nicht mehr anzeigen</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <source>Earlier (Alt+Left)</source>
   <translation>Früher (Alt+Links)</translation>
  </message>
  <message>
   <source>Earlier (Left)</source>
   <translation>Früher (Links)</translation>
  </message>
  <message>
   <source>Earlier values</source>
   <translation>Frühere Werte</translation>
  </message>
  <message>
   <source>Earlier, later</source>
   <translation>Früher, später</translation>
  </message>
  <message>
   <source>Edit</source>
   <translation>Bearbeiten</translation>
  </message>
  <message>
   <source>Edit the memory</source>
   <translation>Erinnerung bearbeiten</translation>
  </message>
  <message>
   <source>Edited</source>
   <translation>Bearbeitet</translation>
  </message>
  <message>
   <source>Encrypting…</source>
   <translation>Wird verschlüsselt …</translation>
  </message>
  <message>
   <source>Every app</source>
   <translation>Jede App</translation>
  </message>
  <message>
   <source>Everything</source>
   <translation>Alles</translation>
  </message>
  <message>
   <source>Everything saved in that time is removed for good: pictures, text and index entries. This cannot be undone.</source>
   <translation>Alles, was in dieser Zeit gespeichert wurde, wird endgültig entfernt: Bilder, Text und Einträge im Index. Das lässt sich nicht rückgängig machen.</translation>
  </message>
  <message>
   <source>Everywhere</source>
   <translation>Überall</translation>
  </message>
  <message>
   <source>Example</source>
   <translation>Beispiel</translation>
  </message>
  <message>
   <source>Exclude password managers</source>
   <translation>Passwort-Manager ausschließen</translation>
  </message>
  <message>
   <source>Exclude private browsing</source>
   <translation>Privates Surfen ausschließen</translation>
  </message>
  <message>
   <source>Exclusions</source>
   <translation>Ausschlüsse</translation>
  </message>
  <message>
   <source>Expand, collapse a window</source>
   <translation>Fenster auf- und zuklappen</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>Exportieren</translation>
  </message>
  <message>
   <source>Export into</source>
   <translation>Exportieren in</translation>
  </message>
  <message>
   <source>Export memories</source>
   <translation>Erinnerungen exportieren</translation>
  </message>
  <message>
   <source>Export memories (Ctrl+E)</source>
   <translation>Erinnerungen exportieren (Strg+E)</translation>
  </message>
  <message>
   <source>Export to</source>
   <translation>Exportieren nach</translation>
  </message>
  <message>
   <source>Export unencrypted</source>
   <translation>Unverschlüsselt exportieren</translation>
  </message>
  <message>
   <source>Exported {count}</source>
   <translation>Exportiert: {count}</translation>
  </message>
  <message>
   <source>Exporting…</source>
   <translation>Exportiert …</translation>
  </message>
  <message>
   <source>Fact added</source>
   <translation>Tatsache hinzugefügt</translation>
  </message>
  <message>
   <source>Fair: guessed in days or weeks</source>
   <translation>Mäßig: in Tagen oder Wochen erraten</translation>
  </message>
  <message>
   <source>Fewer</source>
   <translation>Weniger</translation>
  </message>
  <message>
   <source>Files</source>
   <translation>Dateien</translation>
  </message>
  <message>
   <source>Find</source>
   <translation>Suchen</translation>
  </message>
  <message>
   <source>Find a setting</source>
   <translation>Einstellung suchen</translation>
  </message>
  <message>
   <source>Find anything you’ve seen on this computer</source>
   <translation>Finde alles wieder, was du an diesem Computer gesehen hast</translation>
  </message>
  <message>
   <source>Find in the conversation</source>
   <translation>Im Gespräch suchen</translation>
  </message>
  <message>
   <source>Find in these memories (/)</source>
   <translation>In diesen Erinnerungen suchen (/)</translation>
  </message>
  <message>
   <source>Find in {what}</source>
   <translation>Suchen: {what}</translation>
  </message>
  <message>
   <source>Find moments like this one</source>
   <translation>Ähnliche Momente finden</translation>
  </message>
  <message>
   <source>Find moments like this one (S)</source>
   <translation>Ähnliche Momente finden (S)</translation>
  </message>
  <message>
   <source>Find…</source>
   <translation>Suchen …</translation>
  </message>
  <message>
   <source>First day</source>
   <translation>Erster Tag</translation>
  </message>
  <message>
   <source>First seen</source>
   <translation>Zuerst gesehen</translation>
  </message>
  <message>
   <source>Fit the picture (0)</source>
   <translation>Bild einpassen (0)</translation>
  </message>
  <message>
   <source>Folder of pictures and text</source>
   <translation>Ordner mit Bildern und Text</translation>
  </message>
  <message>
   <source>Forecast</source>
   <translation>Vorhersage</translation>
  </message>
  <message>
   <source>Forget</source>
   <translation>Vergessen</translation>
  </message>
  <message>
   <source>Forget for good</source>
   <translation>Endgültig vergessen</translation>
  </message>
  <message>
   <source>Forget the last 10 minutes from anywhere</source>
   <translation>Die letzten 10 Minuten vergessen, von überall</translation>
  </message>
  <message>
   <source>Forget the last {minutes} minutes?</source>
   <translation>Die letzten {minutes} Minuten vergessen?</translation>
  </message>
  <message>
   <source>Forget the last {minutes} minutes…</source>
   <translation>Die letzten {minutes} Minuten vergessen …</translation>
  </message>
  <message>
   <source>Forget this moment (Delete)</source>
   <translation>Diesen Moment vergessen (Entf)</translation>
  </message>
  <message>
   <source>Forget this moment?</source>
   <translation>Diesen Moment vergessen?</translation>
  </message>
  <message>
   <source>Forget {what} for good?</source>
   <translation>{what} endgültig vergessen?</translation>
  </message>
  <message>
   <source>Forget…</source>
   <translation>Vergessen …</translation>
  </message>
  <message>
   <source>Forgotten for good: {what}</source>
   <translation>Endgültig vergessen: {what}</translation>
  </message>
  <message>
   <source>Forgotten: {count}</source>
   <translation>Vergessen: {count}</translation>
  </message>
  <message>
   <source>Forgotten? Use your recovery key</source>
   <translation>Vergessen? Nimm den Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>Format</source>
   <translation>Format</translation>
  </message>
  <message>
   <source>Frames recorded since then may be readable by whoever did it. Restore the file from a backup.</source>
   <translation>Was seitdem aufgenommen wurde, kann lesen, wer das getan hat. Stelle die Datei aus einer Sicherung wieder her.</translation>
  </message>
  <message>
   <source>Free some disk space, or allow more space for unread pictures in the settings; recording resumes by itself.</source>
   <translation>Schaffe Platz auf der Festplatte oder erlaube in den Einstellungen mehr Platz für ungelesene Bilder; die Aufnahme geht von selbst weiter.</translation>
  </message>
  <message>
   <source>Free some space on it, for instance by emptying the trash; recording resumes by itself.</source>
   <translation>Schaffe dort Platz, zum Beispiel indem du den Papierkorb leerst; die Aufnahme geht von selbst weiter.</translation>
  </message>
  <message>
   <source>Free some space on it; recording resumes by itself.</source>
   <translation>Schaffe dort Platz; die Aufnahme geht von selbst weiter.</translation>
  </message>
  <message>
   <source>Free some space, or export to another disk. No partial file was left.</source>
   <translation>Schaffe Platz oder exportiere auf eine andere Platte. Es blieb keine halbe Datei zurück.</translation>
  </message>
  <message>
   <source>From app to app</source>
   <translation>Von App zu App</translation>
  </message>
  <message>
   <source>From … to …</source>
   <translation>Von … bis …</translation>
  </message>
  <message>
   <source>Full</source>
   <translation>Voll</translation>
  </message>
  <message>
   <source>Full report</source>
   <translation>Vollständiger Bericht</translation>
  </message>
  <message>
   <source>Full: the oldest pictures are reduced, text stays</source>
   <translation>Voll: Die ältesten Bilder werden verkleinert, Text bleibt</translation>
  </message>
  <message>
   <source>Give a passphrase: run `afterglow unlock` in a terminal, or use --passphrase-file FILE.</source>
   <translation>Gib eine Passphrase an: `afterglow unlock` im Terminal, oder --passphrase-file DATEI.</translation>
  </message>
  <message>
   <source>Give a time, an app, a site or an id.</source>
   <translation>Gib eine Zeit, eine App, eine Seite oder eine Kennung an.</translation>
  </message>
  <message>
   <source>Give one, or choose a plain export.</source>
   <translation>Gib eine an oder wähle einen unverschlüsselten Export.</translation>
  </message>
  <message>
   <source>Give the passphrase that it was made with.</source>
   <translation>Gib die Passphrase an, mit der es erstellt wurde.</translation>
  </message>
  <message>
   <source>Give the path of the weights, or let Afterglow download them.</source>
   <translation>Gib den Pfad der Gewichte an oder lass Afterglow sie herunterladen.</translation>
  </message>
  <message>
   <source>Go to the results, and back</source>
   <translation>Zu den Ergebnissen und zurück</translation>
  </message>
  <message>
   <source>Good: holds for years</source>
   <translation>Gut: hält Jahre</translation>
  </message>
  <message>
   <source>Group {number}</source>
   <translation>Gruppe {number}</translation>
  </message>
  <message>
   <source>Group {number}: {letters}</source>
   <translation>Gruppe {number}: {letters}</translation>
  </message>
  <message>
   <source>Guides</source>
   <translation>Anleitungen</translation>
  </message>
  <message>
   <source>Health</source>
   <translation>Zustand</translation>
  </message>
  <message>
   <source>Help</source>
   <translation>Hilfe</translation>
  </message>
  <message>
   <source>Hide</source>
   <translation>Verbergen</translation>
  </message>
  <message>
   <source>Hide the passphrase</source>
   <translation>Passphrase verbergen</translation>
  </message>
  <message>
   <source>Hide the value</source>
   <translation>Wert verbergen</translation>
  </message>
  <message>
   <source>High contrast</source>
   <translation>Hoher Kontrast</translation>
  </message>
  <message>
   <source>High sensitivity</source>
   <translation>Hohe Vertraulichkeit</translation>
  </message>
  <message>
   <source>History</source>
   <translation>Verlauf</translation>
  </message>
  <message>
   <source>History: {count}</source>
   <translation>Verlauf: {count}</translation>
  </message>
  <message>
   <source>Hour</source>
   <translation>Stunde</translation>
  </message>
  <message>
   <source>Hours</source>
   <translation>Stunden</translation>
  </message>
  <message>
   <source>How Afterglow speaks</source>
   <translation>Wie Afterglow spricht</translation>
  </message>
  <message>
   <source>How much processor time reading the pictures may take.</source>
   <translation>Wie viel Rechenzeit das Lesen der Bilder belegen darf.</translation>
  </message>
  <message>
   <source>How much space the memory may take. Beyond that, the oldest pictures are reduced; text stays.</source>
   <translation>Wie viel Platz das Gedächtnis belegen darf. Darüber werden die ältesten Bilder verkleinert; Text bleibt.</translation>
  </message>
  <message>
   <source>How much space the memory uses, and how long the limit will last.</source>
   <translation>Wie viel Platz das Gedächtnis belegt, und wie lange er noch reicht.</translation>
  </message>
  <message>
   <source>How often Afterglow checks the screen.</source>
   <translation>Wie oft Afterglow den Bildschirm prüft.</translation>
  </message>
  <message>
   <source>How this was found</source>
   <translation>Wie das gefunden wurde</translation>
  </message>
  <message>
   <source>How-tos</source>
   <translation>Anleitungen</translation>
  </message>
  <message>
   <source>I understand that anyone who gets it can read everything in it</source>
   <translation>Mir ist klar, dass jeder, der sie bekommt, alles darin lesen kann</translation>
  </message>
  <message>
   <source>If there is text on your screen, another program may block pictures of it: run `afterglow doctor` in a terminal. If the screen is empty, open any window and try again.</source>
   <translation>Wenn auf deinem Bildschirm Text steht, verhindert vielleicht ein anderes Programm Aufnahmen: Starte `afterglow doctor` in einem Terminal. Ist der Bildschirm leer, öffne irgendein Fenster und versuche es noch einmal.</translation>
  </message>
  <message>
   <source>If your memory cannot be opened any other way, this key still opens it. Nobody can make it again for you. Write it down or print it.</source>
   <translation>Wenn sich dein Gedächtnis anders nicht mehr öffnen lässt, öffnet es dieser Schlüssel. Niemand kann ihn dir noch einmal erstellen. Schreibe ihn auf oder drucke ihn.</translation>
  </message>
  <message>
   <source>Image model: architecture</source>
   <translation>Bildmodell: Architektur</translation>
  </message>
  <message>
   <source>Image model: weights</source>
   <translation>Bildmodell: Gewichte</translation>
  </message>
  <message>
   <source>Images</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <source>In Afterglow</source>
   <translation>In Afterglow</translation>
  </message>
  <message>
   <source>In every browser</source>
   <translation>In jedem Browser</translation>
  </message>
  <message>
   <source>In focus</source>
   <translation>Im Fokus</translation>
  </message>
  <message>
   <source>In the background, without opening this window.</source>
   <translation>Im Hintergrund, ohne dieses Fenster zu öffnen.</translation>
  </message>
  <message>
   <source>In {names} and every other browser</source>
   <translation>In {names} und jedem anderen Browser</translation>
  </message>
  <message>
   <source>Include screen</source>
   <translation>Mit Bildschirm</translation>
  </message>
  <message>
   <source>Include what is on the screen</source>
   <translation>Mit dem Inhalt des Bildschirms</translation>
  </message>
  <message>
   <source>Inferred</source>
   <translation>Geschlussfolgert</translation>
  </message>
  <message>
   <source>Insights</source>
   <translation>Einblicke</translation>
  </message>
  <message>
   <source>Install Afterglow again. What was recorded is kept and is read as soon as the model is there.</source>
   <translation>Installiere Afterglow neu. Was aufgenommen wurde, bleibt erhalten und wird gelesen, sobald das Modell da ist.</translation>
  </message>
  <message>
   <source>Install a font such as Noto Sans CJK, then start Afterglow again. Until then these letters appear as boxes.</source>
   <translation>Installiere eine Schrift wie Noto Sans CJK und starte Afterglow neu. Bis dahin erscheinen diese Zeichen als Kästchen.</translation>
  </message>
  <message>
   <source>Install the package {package}, then start Afterglow again. Until then these letters appear as boxes.</source>
   <translation>Installiere das Paket {package} und starte Afterglow neu. Bis dahin erscheinen diese Zeichen als Kästchen.</translation>
  </message>
  <message>
   <source>Interrupted? The next start comes back to this step. You can make a new key later in Settings.</source>
   <translation>Unterbrochen? Der nächste Start kommt zu diesem Schritt zurück. Einen neuen Schlüssel kannst du später in den Einstellungen erstellen.</translation>
  </message>
  <message>
   <source>It could not be saved there ({name}). Choose another folder.</source>
   <translation>Dort ließ es sich nicht speichern ({name}). Wähle einen anderen Ordner.</translation>
  </message>
  <message>
   <source>It encrypts everything Afterglow keeps. Several words that mean something only to you are best. Nobody can make it again for you.</source>
   <translation>Sie verschlüsselt alles, was Afterglow aufbewahrt. Am besten sind mehrere Wörter, die nur dir etwas sagen. Niemand kann sie für dich wiederherstellen.</translation>
  </message>
  <message>
   <source>It is marked as private browsing</source>
   <translation>Es ist als privates Surfen gekennzeichnet</translation>
  </message>
  <message>
   <source>It leaves out passwords and private windows</source>
   <translation>Passwörter und private Fenster lässt es aus</translation>
  </message>
  <message>
   <source>It locked automatically because you were away.</source>
   <translation>Es hat sich automatisch gesperrt, weil du weg warst.</translation>
  </message>
  <message>
   <source>It locked together with your screen.</source>
   <translation>Es wurde zusammen mit deinem Bildschirm gesperrt.</translation>
  </message>
  <message>
   <source>It may look different now, and the site will see your visit.</source>
   <translation>Sie kann jetzt anders aussehen, und die Website sieht deinen Besuch.</translation>
  </message>
  <message>
   <source>It must be a number.</source>
   <translation>Es muss eine Zahl sein.</translation>
  </message>
  <message>
   <source>It never leaves this computer</source>
   <translation>Nichts verlässt diesen Computer</translation>
  </message>
  <message>
   <source>It restarts automatically. Pictures wait encrypted; nothing is lost.</source>
   <translation>Er startet automatisch neu. Bilder warten verschlüsselt; nichts geht verloren.</translation>
  </message>
  <message>
   <source>It should look like http://localhost:11434/v1.</source>
   <translation>Sie sollte aussehen wie http://localhost:11434/v1.</translation>
  </message>
  <message>
   <source>It starts when you say so</source>
   <translation>Es beginnt, wenn du es sagst</translation>
  </message>
  <message>
   <source>It was changed or forgotten. Check the list again.</source>
   <translation>Sie wurde geändert oder vergessen. Sieh dir die Liste noch einmal an.</translation>
  </message>
  <message>
   <source>It would be saved.</source>
   <translation>Es würde gespeichert.</translation>
  </message>
  <message>
   <source>It would not be saved. Rule: {rule}</source>
   <translation>Es würde nicht gespeichert. Regel: {rule}</translation>
  </message>
  <message>
   <source>Its picture and text are removed for good, along with memories based only on it. This cannot be undone.</source>
   <translation>Bild und Text werden endgültig entfernt, ebenso Erinnerungen, die nur darauf beruhen. Das lässt sich nicht rückgängig machen.</translation>
  </message>
  <message>
   <source>Japanese</source>
   <translation>japanischen</translation>
  </message>
  <message>
   <source>Just keep working. The first moments appear here in a few seconds.</source>
   <translation>Arbeite einfach weiter. Die ersten Momente erscheinen hier in wenigen Sekunden.</translation>
  </message>
  <message>
   <source>Keep it away from this computer.</source>
   <translation>Bewahre ihn nicht bei diesem Computer auf.</translation>
  </message>
  <message>
   <source>Keep my key</source>
   <translation>Meinen Schlüssel behalten</translation>
  </message>
  <message>
   <source>Keep recording</source>
   <translation>Weiter aufnehmen</translation>
  </message>
  <message>
   <source>Keep recording in the background?</source>
   <translation>Im Hintergrund weiter aufnehmen?</translation>
  </message>
  <message>
   <source>Keep the memory on a disk of this computer: --home FOLDER.</source>
   <translation>Lege das Gedächtnis auf ein Laufwerk dieses Computers: --home ORDNER.</translation>
  </message>
  <message>
   <source>Keys and passwords that were on the screen. Each value stays hidden until you show it.</source>
   <translation>Schlüssel und Passwörter, die auf dem Bildschirm waren. Jeder Wert bleibt verborgen, bis du ihn zeigst.</translation>
  </message>
  <message>
   <source>Kinds</source>
   <translation>Arten</translation>
  </message>
  <message>
   <source>Korean</source>
   <translation>koreanischen</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>Language model</source>
   <translation>Sprachmodell</translation>
  </message>
  <message>
   <source>Last day</source>
   <translation>Letzter Tag</translation>
  </message>
  <message>
   <source>Last seen</source>
   <translation>Zuletzt gesehen</translation>
  </message>
  <message>
   <source>Lasting facts about you: your name, your language, what you like.</source>
   <translation>Was dauerhaft über dich gilt: dein Name, deine Sprache, was du magst.</translation>
  </message>
  <message>
   <source>Later (Alt+Right)</source>
   <translation>Später (Alt+Rechts)</translation>
  </message>
  <message>
   <source>Later (Right)</source>
   <translation>Später (Rechts)</translation>
  </message>
  <message>
   <source>Leave out</source>
   <translation>Auslassen</translation>
  </message>
  <message>
   <source>Leave out {name}</source>
   <translation>{name} auslassen</translation>
  </message>
  <message>
   <source>Leaving out {what}</source>
   <translation>Ausgelassen: {what}</translation>
  </message>
  <message>
   <source>Left out: password manager. No picture, no words, no title. Only a gap of 14 minutes.</source>
   <translation>Ausgelassen: Passwort-Manager. Kein Bild, keine Wörter, kein Titel. Nur eine Lücke von 14 Minuten.</translation>
  </message>
  <message>
   <source>Left out: {rule}</source>
   <translation>Ausgelassen: {rule}</translation>
  </message>
  <message>
   <source>Legend</source>
   <translation>Legende</translation>
  </message>
  <message>
   <source>Less</source>
   <translation>Weniger</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <source>Loading your memories…</source>
   <translation>Deine Erinnerungen werden geladen …</translation>
  </message>
  <message>
   <source>Lock</source>
   <translation>Sperren</translation>
  </message>
  <message>
   <source>Lock after</source>
   <translation>Sperren nach</translation>
  </message>
  <message>
   <source>Lock it and unlock it, or start Afterglow again. Nothing that was saved is lost; if it happens again, run `afterglow doctor`.</source>
   <translation>Sperre und entsperre es oder starte Afterglow neu. Was gespeichert ist, ist nicht verloren; passiert es wieder, führe `afterglow doctor` aus.</translation>
  </message>
  <message>
   <source>Lock the memory</source>
   <translation>Gedächtnis sperren</translation>
  </message>
  <message>
   <source>Lock the memory (Ctrl+L)</source>
   <translation>Gedächtnis sperren (Strg+L)</translation>
  </message>
  <message>
   <source>Lock when the screen locks</source>
   <translation>Zusammen mit dem Bildschirm sperren</translation>
  </message>
  <message>
   <source>Locked</source>
   <translation>Gesperrt</translation>
  </message>
  <message>
   <source>Log in to an X11 session; recording on Wayland is not supported yet.</source>
   <translation>Melde dich in einer X11-Sitzung an; unter Wayland wird die Aufnahme noch nicht unterstützt.</translation>
  </message>
  <message>
   <source>Longest in one app: {names}</source>
   <translation>Am längsten in einer App: {names}</translation>
  </message>
  <message>
   <source>Looking at the screen and reading it…</source>
   <translation>Der Bildschirm wird angesehen und gelesen …</translation>
  </message>
  <message>
   <source>Low sensitivity</source>
   <translation>Geringe Vertraulichkeit</translation>
  </message>
  <message>
   <source>MMM</source>
   <translation>MMM</translation>
  </message>
  <message>
   <source>MMM yyyy</source>
   <translation>MMM yyyy</translation>
  </message>
  <message>
   <source>MMMM</source>
   <translation>MMMM</translation>
  </message>
  <message>
   <source>MMMM yyyy</source>
   <translation>MMMM yyyy</translation>
  </message>
  <message>
   <source>Made on {date}. Keep it away from this computer.</source>
   <translation>Erstellt am {date}. Bewahre ihn nicht bei diesem Computer auf.</translation>
  </message>
  <message>
   <source>Mail</source>
   <translation>E-Mail</translation>
  </message>
  <message>
   <source>Make a new key</source>
   <translation>Neuen Schlüssel erstellen</translation>
  </message>
  <message>
   <source>Make a new recovery key…</source>
   <translation>Neuen Wiederherstellungsschlüssel erstellen …</translation>
  </message>
  <message>
   <source>Make it writable, or keep the memory in another folder with --home FOLDER.</source>
   <translation>Mach ihn beschreibbar oder lege das Gedächtnis mit --home ORDNER woanders ab.</translation>
  </message>
  <message>
   <source>Make one first.</source>
   <translation>Lege zuerst eines an.</translation>
  </message>
  <message>
   <source>Making your recovery key…</source>
   <translation>Dein Wiederherstellungsschlüssel wird erstellt …</translation>
  </message>
  <message>
   <source>Markdown document</source>
   <translation>Markdown-Dokument</translation>
  </message>
  <message>
   <source>Maximum size</source>
   <translation>Maximale Größe</translation>
  </message>
  <message>
   <source>Maximum threads</source>
   <translation>Höchstzahl an Threads</translation>
  </message>
  <message>
   <source>Medium sensitivity</source>
   <translation>Mittlere Vertraulichkeit</translation>
  </message>
  <message>
   <source>Memories</source>
   <translation>Erinnerungen</translation>
  </message>
  <message>
   <source>Memories are made from what was on the screen, a little later.</source>
   <translation>Erinnerungen entstehen etwas später aus dem, was auf dem Bildschirm war.</translation>
  </message>
  <message>
   <source>Memories based on this moment</source>
   <translation>Erinnerungen, die auf diesem Moment beruhen</translation>
  </message>
  <message>
   <source>Memories from this</source>
   <translation>Erinnerungen daraus</translation>
  </message>
  <message>
   <source>Merge</source>
   <translation>Zusammenführen</translation>
  </message>
  <message>
   <source>Merge selected</source>
   <translation>Ausgewählte zusammenführen</translation>
  </message>
  <message>
   <source>Merge the selected memories</source>
   <translation>Die ausgewählten Erinnerungen zusammenführen</translation>
  </message>
  <message>
   <source>Merged with others</source>
   <translation>Mit anderen zusammengeführt</translation>
  </message>
  <message>
   <source>Merged {count}</source>
   <translation>{count} zusammengeführt</translation>
  </message>
  <message>
   <source>Merging combines them into one and keeps all their sources.</source>
   <translation>Zusammenführen macht daraus eine und behält alle Quellen.</translation>
  </message>
  <message>
   <source>Messages</source>
   <translation>Nachrichten</translation>
  </message>
  <message>
   <source>Minute</source>
   <translation>Minute</translation>
  </message>
  <message>
   <source>Moment</source>
   <translation>Moment</translation>
  </message>
  <message>
   <source>Moments</source>
   <translation>Momente</translation>
  </message>
  <message>
   <source>Moments of the day</source>
   <translation>Momente des Tages</translation>
  </message>
  <message>
   <source>Month</source>
   <translation>Monat</translation>
  </message>
  <message>
   <source>More</source>
   <translation>Mehr</translation>
  </message>
  <message>
   <source>More than ten years</source>
   <translation>Mehr als zehn Jahre</translation>
  </message>
  <message>
   <source>Move it away, or choose another folder with --home FOLDER.</source>
   <translation>Verschiebe es oder wähle mit --home ORDNER einen anderen Ordner.</translation>
  </message>
  <message>
   <source>Name a moment that shows it.</source>
   <translation>Nenne einen Moment, der es zeigt.</translation>
  </message>
  <message>
   <source>Narrow the search</source>
   <translation>Suche eingrenzen</translation>
  </message>
  <message>
   <source>New line</source>
   <translation>Neue Zeile</translation>
  </message>
  <message>
   <source>New moments</source>
   <translation>Neue Momente</translation>
  </message>
  <message>
   <source>New recovery key</source>
   <translation>Neuer Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>Next day with memories (Page Down)</source>
   <translation>Nächster Tag mit Erinnerungen (Bild ab)</translation>
  </message>
  <message>
   <source>No account, no cloud. Everything is encrypted before it reaches the disk.</source>
   <translation>Kein Konto, keine Cloud. Alles wird verschlüsselt, bevor es auf die Festplatte kommt.</translation>
  </message>
  <message>
   <source>No app was used for ten minutes without a break.</source>
   <translation>Keine App wurde zehn Minuten am Stück benutzt.</translation>
  </message>
  <message>
   <source>No font on this computer shows all {script} letters</source>
   <translation>Keine Schrift auf diesem Computer zeigt alle {script} Zeichen</translation>
  </message>
  <message>
   <source>No limit is set</source>
   <translation>Keine Grenze gesetzt</translation>
  </message>
  <message>
   <source>No longer pinned</source>
   <translation>Nicht mehr angeheftet</translation>
  </message>
  <message>
   <source>No longer true</source>
   <translation>Stimmt nicht mehr</translation>
  </message>
  <message>
   <source>No matches in “{what}”</source>
   <translation>Keine Treffer in: {what}</translation>
  </message>
  <message>
   <source>No memories yet</source>
   <translation>Noch keine Erinnerungen</translation>
  </message>
  <message>
   <source>No picture was saved for this moment.</source>
   <translation>Für diesen Moment wurde kein Bild gespeichert.</translation>
  </message>
  <message>
   <source>No picture, no words and no title is kept of these. You can change it at any time in Settings.</source>
   <translation>Davon wird kein Bild, kein Wort und kein Titel aufbewahrt. Du kannst es jederzeit in den Einstellungen ändern.</translation>
  </message>
  <message>
   <source>No printer was found. Save the key as a file, or write it down.</source>
   <translation>Es wurde kein Drucker gefunden. Speichere den Schlüssel als Datei oder schreibe ihn auf.</translation>
  </message>
  <message>
   <source>No question or answer matches.</source>
   <translation>Keine Frage oder Antwort passt.</translation>
  </message>
  <message>
   <source>No settings found.</source>
   <translation>Keine Einstellung gefunden.</translation>
  </message>
  <message>
   <source>No text was found in this picture.</source>
   <translation>In diesem Bild wurde kein Text gefunden.</translation>
  </message>
  <message>
   <source>No words were found in the picture.</source>
   <translation>Im Bild wurden keine Wörter gefunden.</translation>
  </message>
  <message>
   <source>None allowed; nothing leaves this computer</source>
   <translation>Keines erlaubt; nichts verlässt diesen Rechner</translation>
  </message>
  <message>
   <source>None was found here. Every known one is left out as soon as it appears.</source>
   <translation>Hier wurde keiner gefunden. Jeder bekannte wird ausgelassen, sobald er auftaucht.</translation>
  </message>
  <message>
   <source>Not all memories were made</source>
   <translation>Nicht alle Erinnerungen wurden erstellt</translation>
  </message>
  <message>
   <source>Not counted: {names}.</source>
   <translation>Nicht gezählt: {names}.</translation>
  </message>
  <message>
   <source>Not recording</source>
   <translation>Keine Aufnahme</translation>
  </message>
  <message>
   <source>Not recording yet</source>
   <translation>Noch keine Aufnahme</translation>
  </message>
  <message>
   <source>Nothing at all is recorded before you press Start recording in the last step.</source>
   <translation>Nichts wird aufgenommen, bevor du im letzten Schritt auf „Aufnahme starten“ drückst.</translation>
  </message>
  <message>
   <source>Nothing can be read until you unlock it. Recording continues meanwhile, encrypted.</source>
   <translation>Nichts lässt sich lesen, bis du es entsperrst. Die Aufnahme läuft solange verschlüsselt weiter.</translation>
  </message>
  <message>
   <source>Nothing changed</source>
   <translation>Nichts geändert</translation>
  </message>
  <message>
   <source>Nothing found</source>
   <translation>Nichts gefunden</translation>
  </message>
  <message>
   <source>Nothing in “{what}” yet</source>
   <translation>Noch nichts: {what}</translation>
  </message>
  <message>
   <source>Nothing is being recorded.</source>
   <translation>Es wird nichts aufgenommen.</translation>
  </message>
  <message>
   <source>Nothing that was seen answers this directly. These moments come closest:</source>
   <translation>Nichts, was gesehen wurde, beantwortet das direkt. Diese Momente kommen am nächsten:</translation>
  </message>
  <message>
   <source>Nothing that was seen answers this.</source>
   <translation>Nichts, was gesehen wurde, beantwortet das.</translation>
  </message>
  <message>
   <source>Nothing to show</source>
   <translation>Nichts zu zeigen</translation>
  </message>
  <message>
   <source>Nothing was looked at: this is left out ({rule}).</source>
   <translation>Es wurde nichts angesehen: Das wird ausgelassen ({rule}).</translation>
  </message>
  <message>
   <source>Nothing was lost. What needs no model is done; the rest is tried again automatically.</source>
   <translation>Es ging nichts verloren. Was kein Modell braucht, ist erledigt; der Rest wird automatisch noch einmal versucht.</translation>
  </message>
  <message>
   <source>Nothing was lost; run it again to continue.</source>
   <translation>Es ging nichts verloren; starte es noch einmal, um fortzufahren.</translation>
  </message>
  <message>
   <source>Nothing was recorded during this time.</source>
   <translation>In dieser Zeit wurde nichts aufgenommen.</translation>
  </message>
  <message>
   <source>Nothing was recorded yet.</source>
   <translation>Bisher wurde nichts aufgenommen.</translation>
  </message>
  <message>
   <source>Nothing was recorded yet. Resume with the button above.</source>
   <translation>Bisher wurde nichts aufgenommen. Setze mit dem Knopf oben fort.</translation>
  </message>
  <message>
   <source>Nothing was restored. Use another copy of the archive.</source>
   <translation>Es wurde nichts wiederhergestellt. Nimm eine andere Kopie des Archivs.</translation>
  </message>
  <message>
   <source>Nothing was saved on this day.
The strip below shows why.</source>
   <translation>An diesem Tag wurde nichts gespeichert.
Der Streifen unten zeigt, warum.</translation>
  </message>
  <message>
   <source>Nothing yet</source>
   <translation>Noch nichts</translation>
  </message>
  <message>
   <source>Of which pictures</source>
   <translation>Davon Bilder</translation>
  </message>
  <message>
   <source>Off until you turn it on and name an address.</source>
   <translation>Aus, bis du es einschaltest und eine Adresse angibst.</translation>
  </message>
  <message>
   <source>On disk (encrypted)</source>
   <translation>Auf der Platte (verschlüsselt)</translation>
  </message>
  <message>
   <source>On the disk</source>
   <translation>Auf der Festplatte</translation>
  </message>
  <message>
   <source>On this computer</source>
   <translation>Auf diesem Rechner</translation>
  </message>
  <message>
   <source>One moment</source>
   <translation>Einen Moment</translation>
  </message>
  <message>
   <source>One per line</source>
   <translation>Eine pro Zeile</translation>
  </message>
  <message>
   <source>One per line: Signal, or bank* for all that start with “bank”</source>
   <translation>Eine pro Zeile: Signal, oder bank* für alle, die mit „bank“ beginnen</translation>
  </message>
  <message>
   <source>One per line: bank.example, including its subdomains</source>
   <translation>Eine pro Zeile: bank.example, samt Unterdomänen</translation>
  </message>
  <message>
   <source>One per line: part of the title, or /a regular expression/</source>
   <translation>Einer pro Zeile: ein Teil des Titels oder /ein regulärer Ausdruck/</translation>
  </message>
  <message>
   <source>Only memories of the same kind can be merged.</source>
   <translation>Nur Erinnerungen der gleichen Art lassen sich zusammenführen.</translation>
  </message>
  <message>
   <source>Only {shown}, {count}</source>
   <translation>Nur {shown}, {count}</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
  <message>
   <source>Open Afterglow</source>
   <translation>Afterglow öffnen</translation>
  </message>
  <message>
   <source>Open folder</source>
   <translation>Ordner öffnen</translation>
  </message>
  <message>
   <source>Open it with age first.</source>
   <translation>Öffne es zuerst mit age.</translation>
  </message>
  <message>
   <source>Open the last moment</source>
   <translation>Letzten Moment öffnen</translation>
  </message>
  <message>
   <source>Open the memory: {summary}</source>
   <translation>Erinnerung öffnen: {summary}</translation>
  </message>
  <message>
   <source>Open the moment</source>
   <translation>Moment öffnen</translation>
  </message>
  <message>
   <source>Open the moment of {when}</source>
   <translation>Moment vom {when} öffnen</translation>
  </message>
  <message>
   <source>Open the page or file</source>
   <translation>Seite oder Datei öffnen</translation>
  </message>
  <message>
   <source>Open the page or file (Ctrl+O)</source>
   <translation>Seite oder Datei öffnen (Strg+O)</translation>
  </message>
  <message>
   <source>Open the result</source>
   <translation>Ergebnis öffnen</translation>
  </message>
  <message>
   <source>Open this file outside Afterglow?</source>
   <translation>Diese Datei außerhalb von Afterglow öffnen?</translation>
  </message>
  <message>
   <source>Open this page outside Afterglow?</source>
   <translation>Diese Seite außerhalb von Afterglow öffnen?</translation>
  </message>
  <message>
   <source>Opening your memory…</source>
   <translation>Dein Gedächtnis wird geöffnet …</translation>
  </message>
  <message>
   <source>Opening…</source>
   <translation>Wird geöffnet …</translation>
  </message>
  <message>
   <source>Opens the memory if you forget the passphrase. If yours is lost, or somebody else may have seen it, make a new one.</source>
   <translation>Öffnet das Gedächtnis, wenn du die Passphrase vergisst. Ist er verloren oder könnte ihn jemand gesehen haben, erstelle einen neuen.</translation>
  </message>
  <message>
   <source>Other</source>
   <translation>Andere</translation>
  </message>
  <message>
   <source>Passphrase</source>
   <translation>Passphrase</translation>
  </message>
  <message>
   <source>Password manager</source>
   <translation>Passwort-Manager</translation>
  </message>
  <message>
   <source>Password managers</source>
   <translation>Passwort-Manager</translation>
  </message>
  <message>
   <source>Password managers are never kept. You choose what else to leave out in the next step.</source>
   <translation>Aus Passwort-Managern wird nie etwas aufbewahrt. Was sonst ausgelassen wird, wählst du im nächsten Schritt.</translation>
  </message>
  <message>
   <source>Pause (Space)</source>
   <translation>Anhalten (Leertaste)</translation>
  </message>
  <message>
   <source>Pause and forget menu</source>
   <translation>Menü für Pause und Vergessen</translation>
  </message>
  <message>
   <source>Pause for 1 hour</source>
   <translation>1 Stunde pausieren</translation>
  </message>
  <message>
   <source>Pause for 15 minutes</source>
   <translation>15 Minuten pausieren</translation>
  </message>
  <message>
   <source>Pause or resume from anywhere</source>
   <translation>Pausieren oder fortfahren, von überall</translation>
  </message>
  <message>
   <source>Pause until I resume</source>
   <translation>Pausieren, bis ich fortfahre</translation>
  </message>
  <message>
   <source>Pause, or forget the last ten minutes</source>
   <translation>Pausieren, oder die letzten zehn Minuten vergessen</translation>
  </message>
  <message>
   <source>Paused</source>
   <translation>Pausiert</translation>
  </message>
  <message>
   <source>Paused, {time} left</source>
   <translation>Pausiert, noch {time}</translation>
  </message>
  <message>
   <source>People &amp; projects</source>
   <translation>Personen und Projekte</translation>
  </message>
  <message>
   <source>People, places, projects and ideas, and how they are related.</source>
   <translation>Menschen, Orte, Projekte und Ideen, und wie sie zusammenhängen.</translation>
  </message>
  <message>
   <source>Picture (*.png)</source>
   <translation>Bild (*.png)</translation>
  </message>
  <message>
   <source>Picture of the moment</source>
   <translation>Bild des Moments</translation>
  </message>
  <message>
   <source>Pictures</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <source>Pictures wait encrypted, and reading is tried again every few minutes. Close programs that need much memory; if it does not help, start Afterglow again and run `afterglow doctor`.</source>
   <translation>Bilder warten verschlüsselt, und das Lesen wird alle paar Minuten neu versucht. Schließe Programme, die viel Arbeitsspeicher brauchen; hilft das nicht, starte Afterglow neu und führe `afterglow doctor` aus.</translation>
  </message>
  <message>
   <source>Pin</source>
   <translation>Anheften</translation>
  </message>
  <message>
   <source>Pin (P)</source>
   <translation>Anheften (P)</translation>
  </message>
  <message>
   <source>Pin: keep the picture (P)</source>
   <translation>Anheften: Bild behalten (P)</translation>
  </message>
  <message>
   <source>Pinned: the picture stays even when space runs low (P)</source>
   <translation>Angeheftet: Das Bild bleibt auch, wenn der Platz knapp wird (P)</translation>
  </message>
  <message>
   <source>Pinned: this picture is kept</source>
   <translation>Angeheftet: Dieses Bild bleibt</translation>
  </message>
  <message>
   <source>Play</source>
   <translation>Abspielen</translation>
  </message>
  <message>
   <source>Play (Space)</source>
   <translation>Abspielen (Leertaste)</translation>
  </message>
  <message>
   <source>Playing speed ([ and ])</source>
   <translation>Tempo ([ und ])</translation>
  </message>
  <message>
   <source>Playing speed {speed} times</source>
   <translation>Tempo {speed}-fach</translation>
  </message>
  <message>
   <source>Preparing…</source>
   <translation>Wird vorbereitet …</translation>
  </message>
  <message>
   <source>Previous day with memories (Page Up)</source>
   <translation>Vorheriger Tag mit Erinnerungen (Bild auf)</translation>
  </message>
  <message>
   <source>Previous, next day</source>
   <translation>Voriger, nächster Tag</translation>
  </message>
  <message>
   <source>Previous, next moment</source>
   <translation>Voriger, nächster Moment</translation>
  </message>
  <message>
   <source>Print puts this on paper, with the whole key and how to use it.</source>
   <translation>„Drucken“ bringt das aufs Papier, mit dem ganzen Schlüssel und wie man ihn benutzt.</translation>
  </message>
  <message>
   <source>Print…</source>
   <translation>Drucken …</translation>
  </message>
  <message>
   <source>Privacy log</source>
   <translation>Datenschutz-Protokoll</translation>
  </message>
  <message>
   <source>Private windows</source>
   <translation>Private Fenster</translation>
  </message>
  <message>
   <source>Processor use</source>
   <translation>Rechenleistung</translation>
  </message>
  <message>
   <source>Projects</source>
   <translation>Projekte</translation>
  </message>
  <message>
   <source>Put the passphrase on its first line.</source>
   <translation>Schreibe die Passphrase in die erste Zeile.</translation>
  </message>
  <message>
   <source>Questions and answers stay saved (Ctrl+Shift+L)</source>
   <translation>Fragen und Antworten bleiben gespeichert (Strg+Umschalt+L)</translation>
  </message>
  <message>
   <source>Quit</source>
   <translation>Beenden</translation>
  </message>
  <message>
   <source>Quit Afterglow</source>
   <translation>Afterglow beenden</translation>
  </message>
  <message>
   <source>Range</source>
   <translation>Zeitraum</translation>
  </message>
  <message>
   <source>Read on this computer and not saved</source>
   <translation>Auf diesem Rechner gelesen und nicht gespeichert</translation>
  </message>
  <message>
   <source>Reading</source>
   <translation>Lesen</translation>
  </message>
  <message>
   <source>Reading all stored files…</source>
   <translation>Alle gespeicherten Dateien werden gelesen …</translation>
  </message>
  <message>
   <source>Reads the entire memory (Ctrl+Shift+C)</source>
   <translation>Liest das ganze Gedächtnis (Strg+Umschalt+C)</translation>
  </message>
  <message>
   <source>Recorder</source>
   <translation>Aufnahme</translation>
  </message>
  <message>
   <source>Recording</source>
   <translation>Aufnahme</translation>
  </message>
  <message>
   <source>Recording failed</source>
   <translation>Aufnahme fehlgeschlagen</translation>
  </message>
  <message>
   <source>Recording goes on, encrypted; nothing can be read</source>
   <translation>Die Aufnahme läuft verschlüsselt weiter; nichts lässt sich lesen</translation>
  </message>
  <message>
   <source>Recording goes on; searches wait until the memory is open again</source>
   <translation>Die Aufnahme läuft weiter; Suchen warten, bis das Gedächtnis wieder offen ist</translation>
  </message>
  <message>
   <source>Recording, not being read</source>
   <translation>Aufnahme, wird nicht gelesen</translation>
  </message>
  <message>
   <source>Recording, {time} behind</source>
   <translation>Aufnahme, {time} im Rückstand</translation>
  </message>
  <message>
   <source>Recovery key</source>
   <translation>Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>Related</source>
   <translation>Verwandtes</translation>
  </message>
  <message>
   <source>Relations of {centre}: {said}</source>
   <translation>Beziehungen von {centre}: {said}</translation>
  </message>
  <message>
   <source>Remove a filter</source>
   <translation>Filter entfernen</translation>
  </message>
  <message>
   <source>Remove memories seen only once after</source>
   <translation>Nur einmal gesehene Erinnerungen entfernen nach</translation>
  </message>
  <message>
   <source>Remove the filter {told}</source>
   <translation>Filter entfernen: {told}</translation>
  </message>
  <message>
   <source>Remove the filter {told} (Delete)</source>
   <translation>Filter entfernen: {told} (Entf)</translation>
  </message>
  <message>
   <source>Remove the picture (Ctrl+Shift+O)</source>
   <translation>Bild entfernen (Strg+Umschalt+O)</translation>
  </message>
  <message>
   <source>Remove this saved search</source>
   <translation>Diese gespeicherte Suche entfernen</translation>
  </message>
  <message>
   <source>Removed</source>
   <translation>Entfernt</translation>
  </message>
  <message>
   <source>Repeat passphrase</source>
   <translation>Passphrase wiederholen</translation>
  </message>
  <message>
   <source>Replaced by a newer value</source>
   <translation>Durch einen neueren Wert ersetzt</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>Zurücksetzen</translation>
  </message>
  <message>
   <source>Reset {name}</source>
   <translation>{name} zurücksetzen</translation>
  </message>
  <message>
   <source>Restarting the memory…</source>
   <translation>Gedächtnis startet neu…</translation>
  </message>
  <message>
   <source>Restore from an archive, or from an export of the format `folder`.</source>
   <translation>Stelle aus einem Archiv wieder her, oder aus einem Export im Format `folder`.</translation>
  </message>
  <message>
   <source>Resume now</source>
   <translation>Jetzt fortfahren</translation>
  </message>
  <message>
   <source>Right</source>
   <translation>Richtig</translation>
  </message>
  <message>
   <source>Run `afterglow forget` again.</source>
   <translation>Starte `afterglow forget` noch einmal.</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>Save (Ctrl+Enter)</source>
   <translation>Speichern (Strg+Eingabe)</translation>
  </message>
  <message>
   <source>Save as file…</source>
   <translation>Als Datei speichern …</translation>
  </message>
  <message>
   <source>Save data…</source>
   <translation>Daten speichern …</translation>
  </message>
  <message>
   <source>Save picture…</source>
   <translation>Bild speichern …</translation>
  </message>
  <message>
   <source>Save the recovery key</source>
   <translation>Wiederherstellungsschlüssel speichern</translation>
  </message>
  <message>
   <source>Save the report</source>
   <translation>Bericht speichern</translation>
  </message>
  <message>
   <source>Save the report…</source>
   <translation>Bericht speichern …</translation>
  </message>
  <message>
   <source>Save the search</source>
   <translation>Suche speichern</translation>
  </message>
  <message>
   <source>Save the values of secrets</source>
   <translation>Werte von Geheimnissen speichern</translation>
  </message>
  <message>
   <source>Save them</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>Save this search</source>
   <translation>Diese Suche speichern</translation>
  </message>
  <message>
   <source>Save this search (Ctrl+D)</source>
   <translation>Diese Suche speichern (Strg+D)</translation>
  </message>
  <message>
   <source>Save to</source>
   <translation>Speichern unter</translation>
  </message>
  <message>
   <source>Saved</source>
   <translation>Gespeichert</translation>
  </message>
  <message>
   <source>Saved as {name}.</source>
   <translation>Gespeichert als {name}.</translation>
  </message>
  <message>
   <source>Saved as {name}. Anyone who can read the file can use the key: move it off this computer.</source>
   <translation>Gespeichert als {name}. Wer die Datei lesen kann, kann den Schlüssel benutzen: Nimm sie von diesem Computer weg.</translation>
  </message>
  <message>
   <source>Saved searches</source>
   <translation>Gespeicherte Suchen</translation>
  </message>
  <message>
   <source>Saving…</source>
   <translation>Wird gespeichert …</translation>
  </message>
  <message>
   <source>Screen locked</source>
   <translation>Bildschirm gesperrt</translation>
  </message>
  <message>
   <source>Screen {number}</source>
   <translation>Bildschirm {number}</translation>
  </message>
  <message>
   <source>Scripts</source>
   <translation>Skripte</translation>
  </message>
  <message>
   <source>Search</source>
   <translation>Suche</translation>
  </message>
  <message>
   <source>Search again (Delete: remove it)</source>
   <translation>Noch einmal suchen (Entf: entfernen)</translation>
  </message>
  <message>
   <source>Search and timeline show the ids of moments.</source>
   <translation>Suche und Zeitleiste zeigen die Kennungen der Momente.</translation>
  </message>
  <message>
   <source>Search everything you have seen</source>
   <translation>Alles durchsuchen, was du gesehen hast</translation>
  </message>
  <message>
   <source>Search for {query}</source>
   <translation>Suchen nach {query}</translation>
  </message>
  <message>
   <source>Search from anywhere</source>
   <translation>Suchen, von überall</translation>
  </message>
  <message>
   <source>Search questions and answers</source>
   <translation>Fragen und Antworten durchsuchen</translation>
  </message>
  <message>
   <source>Search questions and answers (Ctrl+Shift+F)</source>
   <translation>Fragen und Antworten durchsuchen (Strg+Umschalt+F)</translation>
  </message>
  <message>
   <source>Search results</source>
   <translation>Suchergebnisse</translation>
  </message>
  <message>
   <source>Search your memory</source>
   <translation>Dein Gedächtnis durchsuchen</translation>
  </message>
  <message>
   <source>Search your memory:  a word, “exact words”,  app:terminal,  yesterday afternoon …</source>
   <translation>Dein Gedächtnis durchsuchen:  ein Wort, "genaue Wörter",  app:terminal,  gestern Nachmittag …</translation>
  </message>
  <message>
   <source>Searching your memory…</source>
   <translation>Dein Gedächtnis wird durchsucht …</translation>
  </message>
  <message>
   <source>Searching…</source>
   <translation>Es wird gesucht …</translation>
  </message>
  <message>
   <source>Search…</source>
   <translation>Suchen …</translation>
  </message>
  <message>
   <source>Secrets</source>
   <translation>Geheimnisse</translation>
  </message>
  <message>
   <source>Seen</source>
   <translation>Gesehen</translation>
  </message>
  <message>
   <source>Seen on the screen</source>
   <translation>Auf dem Bildschirm gesehen</translation>
  </message>
  <message>
   <source>Select all text</source>
   <translation>Ganzen Text auswählen</translation>
  </message>
  <message>
   <source>Select words on the picture</source>
   <translation>Wörter auf dem Bild auswählen</translation>
  </message>
  <message>
   <source>Selected: {selection}</source>
   <translation>Ausgewählt: {selection}</translation>
  </message>
  <message>
   <source>Sensitivity</source>
   <translation>Vertraulichkeit</translation>
  </message>
  <message>
   <source>Set HOME, or say where the memory is with --home FOLDER.</source>
   <translation>Setze HOME, oder nenne mit --home ORDNER den Ordner des Gedächtnisses.</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Share of the limit in use</source>
   <translation>Belegter Anteil des erlaubten Platzes</translation>
  </message>
  <message>
   <source>Shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>Zeigen</translation>
  </message>
  <message>
   <source>Show a day</source>
   <translation>Einen Tag zeigen</translation>
  </message>
  <message>
   <source>Show a minute</source>
   <translation>Eine Minute zeigen</translation>
  </message>
  <message>
   <source>Show a month</source>
   <translation>Einen Monat zeigen</translation>
  </message>
  <message>
   <source>Show a secret's value</source>
   <translation>Wert eines Geheimnisses zeigen</translation>
  </message>
  <message>
   <source>Show a week</source>
   <translation>Eine Woche zeigen</translation>
  </message>
  <message>
   <source>Show a year</source>
   <translation>Ein Jahr zeigen</translation>
  </message>
  <message numerus="yes">
   <source>Show all {n} apps</source>
   <extracomment>Show {n} app</extracomment>
   <translation>
    <numerusform>{n} App zeigen</numerusform>
    <numerusform>Alle {n} Apps zeigen</numerusform>
   </translation>
  </message>
  <message>
   <source>Show an hour</source>
   <translation>Eine Stunde zeigen</translation>
  </message>
  <message>
   <source>Show earlier questions</source>
   <translation>Frühere Fragen zeigen</translation>
  </message>
  <message>
   <source>Show fewer apps</source>
   <translation>Weniger Apps zeigen</translation>
  </message>
  <message>
   <source>Show on the timeline</source>
   <translation>Auf der Zeitleiste zeigen</translation>
  </message>
  <message>
   <source>Show or hide the history (Ctrl+H)</source>
   <translation>Verlauf zeigen oder verbergen (Strg+H)</translation>
  </message>
  <message>
   <source>Show the passphrase</source>
   <translation>Passphrase zeigen</translation>
  </message>
  <message>
   <source>Show the tour again</source>
   <translation>Rundgang noch einmal zeigen</translation>
  </message>
  <message>
   <source>Show the value</source>
   <translation>Wert zeigen</translation>
  </message>
  <message>
   <source>Show the value; this is noted in the access log (Ctrl+R)</source>
   <translation>Wert zeigen; das wird im Zugriffsprotokoll vermerkt (Strg+R)</translation>
  </message>
  <message>
   <source>Site</source>
   <translation>Seite</translation>
  </message>
  <message>
   <source>Site, with everything below it</source>
   <translation>Website mit allem darunter</translation>
  </message>
  <message>
   <source>Sites</source>
   <translation>Websites</translation>
  </message>
  <message>
   <source>Skipped</source>
   <translation>Ausgelassen</translation>
  </message>
  <message>
   <source>Slower, faster</source>
   <translation>Langsamer, schneller</translation>
  </message>
  <message>
   <source>Someone, or a backup, restored an older copy. If that was you, run `afterglow unlock --accept-backup`.</source>
   <translation>Jemand oder eine Sicherung hat eine ältere Kopie wiederhergestellt. Wenn du das warst, starte `afterglow unlock --accept-backup`.</translation>
  </message>
  <message>
   <source>Something went wrong</source>
   <translation>Etwas ging schief</translation>
  </message>
  <message>
   <source>Source</source>
   <translation>Quelle</translation>
  </message>
  <message>
   <source>Sources</source>
   <translation>Quellen</translation>
  </message>
  <message>
   <source>Space for unread pictures</source>
   <translation>Platz für ungelesene Bilder</translation>
  </message>
  <message>
   <source>Spreadsheet (XLSX)</source>
   <translation>Tabelle (XLSX)</translation>
  </message>
  <message>
   <source>Spreadsheets</source>
   <translation>Tabellen</translation>
  </message>
  <message>
   <source>Start Afterglow again from the menu to come back.</source>
   <translation>Um zurückzukommen, starte Afterglow noch einmal aus dem Menü.</translation>
  </message>
  <message>
   <source>Start Afterglow again from the menu, or press {key}, to come back.</source>
   <translation>Um zurückzukommen, starte Afterglow noch einmal aus dem Menü oder drücke {key}.</translation>
  </message>
  <message>
   <source>Start Afterglow inside a desktop session, or run `afterglow demo`.</source>
   <translation>Starte Afterglow in einer Sitzung mit Bildschirm, oder starte `afterglow demo`.</translation>
  </message>
  <message>
   <source>Start Afterglow when I log in</source>
   <translation>Afterglow beim Anmelden starten</translation>
  </message>
  <message>
   <source>Start in the background at login</source>
   <translation>Beim Anmelden im Hintergrund starten</translation>
  </message>
  <message>
   <source>Start its server, or check its address with `afterglow models`. Everything else works without it.</source>
   <translation>Starte seinen Server oder prüfe die Adresse mit `afterglow models`. Alles andere funktioniert auch ohne.</translation>
  </message>
  <message>
   <source>Start recording</source>
   <translation>Aufnahme starten</translation>
  </message>
  <message>
   <source>Starting…</source>
   <translation>Wird gestartet …</translation>
  </message>
  <message>
   <source>Step {number} of {count}: {name}</source>
   <translation>Schritt {number} von {count}: {name}</translation>
  </message>
  <message>
   <source>Steps, one per line</source>
   <translation>Schritte, einer pro Zeile</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Stop (Esc)</source>
   <translation>Anhalten (Esc)</translation>
  </message>
  <message>
   <source>Stop recording</source>
   <translation>Aufnahme stoppen</translation>
  </message>
  <message>
   <source>Stopped</source>
   <translation>Angehalten</translation>
  </message>
  <message>
   <source>Stopped.</source>
   <translation>Angehalten.</translation>
  </message>
  <message>
   <source>Stopped. No file was left behind.</source>
   <translation>Angehalten. Es blieb keine Datei zurück.</translation>
  </message>
  <message>
   <source>Storage</source>
   <translation>Speicher</translation>
  </message>
  <message>
   <source>Strong: holds for decades</source>
   <translation>Stark: hält Jahrzehnte</translation>
  </message>
  <message>
   <source>Suggestions</source>
   <translation>Vorschläge</translation>
  </message>
  <message>
   <source>Summary</source>
   <translation>Zusammenfassung</translation>
  </message>
  <message>
   <source>Switches</source>
   <translation>Wechsel</translation>
  </message>
  <message>
   <source>Switches between apps</source>
   <translation>Wechsel zwischen Apps</translation>
  </message>
  <message>
   <source>System default</source>
   <translation>Systemeinstellung</translation>
  </message>
  <message>
   <source>Take a PNG, JPEG, WebP, AVIF, TIFF or GIF.</source>
   <translation>Nimm ein PNG, JPEG, WebP, AVIF, TIFF oder GIF.</translation>
  </message>
  <message>
   <source>Take a picture</source>
   <translation>Bild aufnehmen</translation>
  </message>
  <message>
   <source>Take another picture</source>
   <translation>Noch ein Bild aufnehmen</translation>
  </message>
  <message>
   <source>Take one picture of your screen and see what Afterglow reads in it. The picture is shown here and kept nowhere.</source>
   <translation>Nimm ein Bild deines Bildschirms auf und sieh, was Afterglow darin liest. Das Bild wird hier gezeigt und nirgends aufbewahrt.</translation>
  </message>
  <message>
   <source>Tasks you do again and again in the same steps.</source>
   <translation>Aufgaben, die du immer wieder in denselben Schritten erledigst.</translation>
  </message>
  <message>
   <source>Test a rule</source>
   <translation>Regel testen</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>Text (*.txt)</source>
   <translation>Text (*.txt)</translation>
  </message>
  <message>
   <source>Text of the moment</source>
   <translation>Text des Moments</translation>
  </message>
  <message>
   <source>Text that was read</source>
   <translation>Gelesener Text</translation>
  </message>
  <message>
   <source>That does not unlock the memory</source>
   <translation>Damit lässt sich das Gedächtnis nicht entsperren</translation>
  </message>
  <message>
   <source>That does not work</source>
   <translation>Das geht so nicht</translation>
  </message>
  <message>
   <source>That is as it should be. Bring another window to the front, and try again.</source>
   <translation>Das ist richtig so. Hole ein anderes Fenster nach vorn und versuche es noch einmal.</translation>
  </message>
  <message>
   <source>That is not group {number}. Compare it with the key.</source>
   <translation>Das ist nicht Gruppe {number}. Vergleiche mit dem Schlüssel.</translation>
  </message>
  <message>
   <source>That was too much for the language model at once</source>
   <translation>Das war zu viel auf einmal für das Sprachmodell</translation>
  </message>
  <message>
   <source>The archive is damaged or was not made by Afterglow</source>
   <translation>Das Archiv ist beschädigt oder nicht von Afterglow</translation>
  </message>
  <message>
   <source>The best {limit} matches</source>
   <translation>Die besten {limit} Treffer</translation>
  </message>
  <message>
   <source>The command line</source>
   <translation>Die Kommandozeile</translation>
  </message>
  <message>
   <source>The file is damaged or of an unknown type; the others were saved.</source>
   <translation>Die Datei ist beschädigt oder von unbekanntem Typ; die anderen wurden gespeichert.</translation>
  </message>
  <message>
   <source>The first day is after the last day.</source>
   <translation>Der erste Tag liegt nach dem letzten.</translation>
  </message>
  <message>
   <source>The key is in your system’s key store.</source>
   <translation>Der Schlüssel liegt im Schlüsselspeicher deines Systems.</translation>
  </message>
  <message>
   <source>The language model cannot be reached</source>
   <translation>Das Sprachmodell ist nicht erreichbar</translation>
  </message>
  <message>
   <source>The language model declined to answer</source>
   <translation>Das Sprachmodell lehnt eine Antwort ab</translation>
  </message>
  <message>
   <source>The language model did not answer in time</source>
   <translation>Das Sprachmodell hat nicht rechtzeitig geantwortet</translation>
  </message>
  <message>
   <source>The language model gave no usable answer</source>
   <translation>Das Sprachmodell gab keine brauchbare Antwort</translation>
  </message>
  <message>
   <source>The language model's answer has the wrong format</source>
   <translation>Die Antwort des Sprachmodells hat das falsche Format</translation>
  </message>
  <message>
   <source>The language model's server refused the request</source>
   <translation>Der Server des Sprachmodells hat die Anfrage abgelehnt</translation>
  </message>
  <message>
   <source>The last 7 days</source>
   <translation>Die letzten 7 Tage</translation>
  </message>
  <message>
   <source>The memory and its history are removed and cannot be restored. The moments it is based on stay.</source>
   <translation>Die Erinnerung und ihr Verlauf werden entfernt und lassen sich nicht wiederherstellen. Die Momente, auf denen sie beruht, bleiben.</translation>
  </message>
  <message>
   <source>The memory had to be started again</source>
   <translation>Das Gedächtnis musste neu gestartet werden</translation>
  </message>
  <message>
   <source>The memory is locked</source>
   <translation>Das Gedächtnis ist gesperrt</translation>
  </message>
  <message>
   <source>The memory keeps stopping</source>
   <translation>Das Gedächtnis fällt immer wieder aus</translation>
  </message>
  <message>
   <source>The other screen</source>
   <translation>Der andere Bildschirm</translation>
  </message>
  <message>
   <source>The passphrase that Afterglow was started with opens your memory.</source>
   <translation>Die Passphrase, mit der Afterglow gestartet wurde, öffnet dein Gedächtnis.</translation>
  </message>
  <message>
   <source>The passphrases do not match.</source>
   <translation>Die Passphrasen stimmen nicht überein.</translation>
  </message>
  <message>
   <source>The passphrases do not match. Type it again.</source>
   <translation>Die Passphrasen stimmen nicht überein. Gib sie noch einmal ein.</translation>
  </message>
  <message>
   <source>The picture could not be read</source>
   <translation>Das Bild ließ sich nicht lesen</translation>
  </message>
  <message>
   <source>The picture of the question</source>
   <translation>Das Bild zur Frage</translation>
  </message>
  <message>
   <source>The picture was copied</source>
   <translation>Das Bild wurde kopiert</translation>
  </message>
  <message>
   <source>The reading process ended</source>
   <translation>Der Leseprozess ist beendet</translation>
  </message>
  <message>
   <source>The reading process keeps ending</source>
   <translation>Der Leseprozess bricht immer wieder ab</translation>
  </message>
  <message>
   <source>The rest stays readable. Run `afterglow verify`, or restore the named file from a backup.</source>
   <translation>Der Rest bleibt lesbar. Starte `afterglow verify`, oder stelle die genannte Datei aus einer Sicherung wieder her.</translation>
  </message>
  <message>
   <source>The screen could not be captured</source>
   <translation>Der Bildschirm ließ sich nicht aufnehmen</translation>
  </message>
  <message>
   <source>The six kinds</source>
   <translation>Die sechs Arten</translation>
  </message>
  <message>
   <source>The system does not allow screen capture</source>
   <translation>Das System erlaubt keine Bildschirmaufnahme</translation>
  </message>
  <message>
   <source>The system’s key store did not open. Choose a passphrase instead.</source>
   <translation>Der Schlüsselspeicher des Systems hat sich nicht geöffnet. Wähle stattdessen eine Passphrase.</translation>
  </message>
  <message>
   <source>The test did not work.</source>
   <translation>Der Test hat nicht funktioniert.</translation>
  </message>
  <message>
   <source>The value</source>
   <translation>Der Wert</translation>
  </message>
  <message>
   <source>The value is hidden</source>
   <translation>Der Wert ist verborgen</translation>
  </message>
  <message>
   <source>The value is not in any memory and cannot be found by searching.</source>
   <translation>Der Wert steht in keiner Erinnerung und lässt sich nicht durch Suchen finden.</translation>
  </message>
  <message>
   <source>The value was not saved. The moments below show where to find the secret.</source>
   <translation>Der Wert wurde nicht gespeichert. Die Momente unten zeigen, wo das Geheimnis zu finden ist.</translation>
  </message>
  <message>
   <source>The whole address</source>
   <translation>Die ganze Adresse</translation>
  </message>
  <message>
   <source>The window</source>
   <translation>Das Fenster</translation>
  </message>
  <message>
   <source>The window in front does not say which app it belongs to. Such windows are left out unless you allow them in Settings.</source>
   <translation>Das Fenster vorn sagt nicht, zu welcher App es gehört. Solche Fenster werden ausgelassen, wenn du sie nicht in den Einstellungen erlaubst.</translation>
  </message>
  <message>
   <source>The window is closed. Open it again from the tray, or with {key}.</source>
   <translation>Das Fenster ist geschlossen. Öffne es wieder über den Infobereich oder mit {key}.</translation>
  </message>
  <message>
   <source>The window is closed. Open it again from the tray.</source>
   <translation>Das Fenster ist geschlossen. Öffne es wieder über den Infobereich.</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>Farben</translation>
  </message>
  <message>
   <source>There is no display to record</source>
   <translation>Es gibt keinen Bildschirm zum Aufnehmen</translation>
  </message>
  <message>
   <source>There is not enough space</source>
   <translation>Der Platz reicht nicht aus</translation>
  </message>
  <message>
   <source>This cannot be undone. The moments they refer to stay.</source>
   <translation>Das lässt sich nicht rückgängig machen. Die Momente, auf die sie verweisen, bleiben.</translation>
  </message>
  <message>
   <source>This day</source>
   <translation>Dieser Tag</translation>
  </message>
  <message>
   <source>This desktop has no tray.</source>
   <translation>Dieser Desktop hat keinen Infobereich.</translation>
  </message>
  <message>
   <source>This is not a picture that can be read</source>
   <translation>Das ist kein Bild, das sich lesen lässt</translation>
  </message>
  <message>
   <source>This is not encrypted. Press “Export unencrypted” to confirm.</source>
   <translation>Das ist nicht verschlüsselt. Drücke zur Bestätigung „Unverschlüsselt exportieren“.</translation>
  </message>
  <message>
   <source>This is the new key. The one before no longer opens your memory. Write it down or print it.</source>
   <translation>Das ist der neue Schlüssel. Der bisherige öffnet dein Gedächtnis nicht mehr. Schreibe ihn auf oder drucke ihn.</translation>
  </message>
  <message>
   <source>This key opens your memory if you forget the passphrase. Open Afterglow, choose “Forgotten? Use your recovery key” and type the eight groups. Whoever has this key and your disk can read everything in the memory.</source>
   <translation>Dieser Schlüssel öffnet dein Gedächtnis, wenn du die Passphrase vergisst. Öffne Afterglow, wähle den Wiederherstellungsschlüssel und tippe die acht Gruppen ein. Wer diesen Schlüssel und deine Festplatte hat, kann alles im Gedächtnis lesen.</translation>
  </message>
  <message>
   <source>This list</source>
   <translation>Diese Übersicht</translation>
  </message>
  <message>
   <source>This memory has a recovery key from before. If you still have it, keep it. If you make a new one, the old one opens nothing any more.</source>
   <translation>Dieses Gedächtnis hat schon einen Wiederherstellungsschlüssel. Wenn du ihn noch hast, behalte ihn. Wenn du einen neuen erstellst, öffnet der alte nichts mehr.</translation>
  </message>
  <message>
   <source>This memory was made by a newer Afterglow</source>
   <translation>Dieses Gedächtnis stammt von einem neueren Afterglow</translation>
  </message>
  <message>
   <source>This moment could not be opened.</source>
   <translation>Dieser Moment ließ sich nicht öffnen.</translation>
  </message>
  <message>
   <source>This moment no longer exists. It was forgotten.</source>
   <translation>Diesen Moment gibt es nicht mehr. Er wurde vergessen.</translation>
  </message>
  <message>
   <source>This saves a copy outside Afterglow. Your memory stays unchanged.</source>
   <translation>Das speichert eine Kopie außerhalb von Afterglow. Dein Gedächtnis bleibt unverändert.</translation>
  </message>
  <message>
   <source>This system has no key store</source>
   <translation>Dieses System hat keinen Schlüsselspeicher</translation>
  </message>
  <message>
   <source>Thursday, at</source>
   <translation>Donnerstag,</translation>
  </message>
  <message>
   <source>Tick the box first: anyone can read the export.</source>
   <translation>Setze zuerst das Häkchen: Jeder kann den Export lesen.</translation>
  </message>
  <message>
   <source>Time</source>
   <translation>Zeit</translation>
  </message>
  <message>
   <source>Time by app</source>
   <translation>Zeit nach App</translation>
  </message>
  <message>
   <source>Time by document</source>
   <translation>Zeit nach Dokument</translation>
  </message>
  <message>
   <source>Time by project</source>
   <translation>Zeit nach Projekt</translation>
  </message>
  <message>
   <source>Time by site</source>
   <translation>Zeit nach Website</translation>
  </message>
  <message>
   <source>Timeline</source>
   <translation>Zeitleiste</translation>
  </message>
  <message>
   <source>Title</source>
   <translation>Titel</translation>
  </message>
  <message>
   <source>To be retried</source>
   <translation>Wird erneut versucht</translation>
  </message>
  <message>
   <source>To revoke it</source>
   <translation>Widerrufen mit</translation>
  </message>
  <message>
   <source>Today</source>
   <translation>Heute</translation>
  </message>
  <message>
   <source>Too short. Use at least {shortest} characters; several words are best.</source>
   <translation>Zu kurz. Nimm mindestens {shortest} Zeichen; am besten mehrere Wörter.</translation>
  </message>
  <message>
   <source>Total sent</source>
   <translation>Insgesamt gesendet</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Noch einmal versuchen</translation>
  </message>
  <message>
   <source>Try again in a moment. Nothing that was saved is lost.</source>
   <translation>Versuche es gleich noch einmal. Was gespeichert ist, ist nicht verloren.</translation>
  </message>
  <message>
   <source>Try again.</source>
   <translation>Versuche es noch einmal.</translation>
  </message>
  <message>
   <source>Try again; if it happens again, run `afterglow doctor`.</source>
   <translation>Versuche es noch einmal; geschieht es wieder, starte `afterglow doctor`.</translation>
  </message>
  <message>
   <source>Try again; nothing was changed.</source>
   <translation>Versuche es noch einmal; nichts wurde geändert.</translation>
  </message>
  <message>
   <source>Try fewer or different words, or a longer period. Part of a word is enough.</source>
   <translation>Versuche weniger oder andere Wörter oder einen längeren Zeitraum. Ein Teil eines Wortes genügt.</translation>
  </message>
  <message>
   <source>Try fewer or different words, or another kind above.</source>
   <translation>Versuche weniger oder andere Wörter oder oben eine andere Art.</translation>
  </message>
  <message>
   <source>Try it</source>
   <translation>Ausprobieren</translation>
  </message>
  <message>
   <source>Tuesday, 11:42</source>
   <translation>Dienstag, 11:42</translation>
  </message>
  <message>
   <source>Type</source>
   <translation>Typ</translation>
  </message>
  <message>
   <source>Type the key that you wrote down when you set up Afterglow.</source>
   <translation>Gib den Schlüssel ein, den du beim Einrichten von Afterglow aufgeschrieben hast.</translation>
  </message>
  <message>
   <source>Type the passphrase once more.</source>
   <translation>Tippe die Passphrase noch einmal.</translation>
  </message>
  <message>
   <source>Type the same passphrase twice.</source>
   <translation>Gib zweimal dieselbe Passphrase ein.</translation>
  </message>
  <message>
   <source>Type your passphrase to make a recovery key. A key that was shown before is replaced.</source>
   <translation>Tippe deine Passphrase, um einen Wiederherstellungsschlüssel zu erstellen. Ein früher gezeigter Schlüssel wird ersetzt.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Undo the last change here</source>
   <translation>Die letzte Änderung hier rückgängig machen</translation>
  </message>
  <message>
   <source>Undo the later change first.</source>
   <translation>Nimm zuerst die spätere Änderung zurück.</translation>
  </message>
  <message>
   <source>Undo: {what}, {when}</source>
   <translation>Rückgängig: {what}, {when}</translation>
  </message>
  <message>
   <source>Undone</source>
   <translation>Rückgängig gemacht</translation>
  </message>
  <message>
   <source>Unidentified windows</source>
   <translation>Nicht erkannte Fenster</translation>
  </message>
  <message>
   <source>Unknown</source>
   <translation>Unbekannt</translation>
  </message>
  <message>
   <source>Unknown app</source>
   <translation>Unbekannte App</translation>
  </message>
  <message>
   <source>Unlock</source>
   <translation>Entsperren</translation>
  </message>
  <message>
   <source>Unlock it in the app, or with `afterglow unlock`.</source>
   <translation>Entsperre es in der App oder mit `afterglow unlock`.</translation>
  </message>
  <message>
   <source>Unlock it with `afterglow unlock`, with --passphrase-file, or in the app.</source>
   <translation>Entsperre es mit `afterglow unlock`, mit --passphrase-file oder in der App.</translation>
  </message>
  <message>
   <source>Unlock the existing memory.</source>
   <translation>Entsperre das vorhandene Gedächtnis.</translation>
  </message>
  <message>
   <source>Unlock the memory so that they are read, or raise “Space for unread pictures” in the settings; recording resumes by itself.</source>
   <translation>Entsperre das Gedächtnis, damit sie gelesen werden, oder erhöhe in den Einstellungen „Platz für ungelesene Bilder“; die Aufnahme geht von selbst weiter.</translation>
  </message>
  <message>
   <source>Unlocking…</source>
   <translation>Wird entsperrt …</translation>
  </message>
  <message>
   <source>Unlock…</source>
   <translation>Entsperren …</translation>
  </message>
  <message>
   <source>Unpin</source>
   <translation>Lösen</translation>
  </message>
  <message>
   <source>Unread pictures</source>
   <translation>Ungelesene Bilder</translation>
  </message>
  <message>
   <source>Untitled</source>
   <translation>Ohne Titel</translation>
  </message>
  <message>
   <source>Update Afterglow; nothing was changed.</source>
   <translation>Aktualisiere Afterglow; es wurde nichts geändert.</translation>
  </message>
  <message>
   <source>Updates</source>
   <translation>Updates</translation>
  </message>
  <message>
   <source>Use a model with a longer context. Everything else works without it.</source>
   <translation>Nimm ein Modell mit längerem Kontext. Alles andere funktioniert auch ohne.</translation>
  </message>
  <message>
   <source>Use https, or a tunnel that ends on this machine.</source>
   <translation>Nimm https, oder einen Tunnel, der auf diesem Rechner endet.</translation>
  </message>
  <message>
   <source>Use the key store instead</source>
   <translation>Stattdessen den Schlüsselspeicher verwenden</translation>
  </message>
  <message>
   <source>Use the passphrase instead</source>
   <translation>Stattdessen die Passphrase verwenden</translation>
  </message>
  <message>
   <source>Use your recovery key</source>
   <translation>Mit dem Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>Use your recovery key instead</source>
   <translation>Stattdessen den Wiederherstellungsschlüssel verwenden</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>Wert</translation>
  </message>
  <message>
   <source>Version {version}</source>
   <translation>Version {version}</translation>
  </message>
  <message>
   <source>Very weak: guessed in minutes</source>
   <translation>Sehr schwach: in Minuten erraten</translation>
  </message>
  <message>
   <source>Wait a moment and try again.</source>
   <translation>Warte einen Moment und versuche es noch einmal.</translation>
  </message>
  <message>
   <source>Wait {waiting} s</source>
   <translation>{waiting} s warten</translation>
  </message>
  <message>
   <source>Waiting for memories</source>
   <translation>Noch ohne Erinnerungen</translation>
  </message>
  <message>
   <source>Waiting to be read</source>
   <translation>Noch zu lesen</translation>
  </message>
  <message>
   <source>Wall texts</source>
   <translation>Wandtexte</translation>
  </message>
  <message>
   <source>Weak: guessed in hours</source>
   <translation>Schwach: in Stunden erraten</translation>
  </message>
  <message>
   <source>Web browser</source>
   <translation>Webbrowser</translation>
  </message>
  <message>
   <source>Web pages</source>
   <translation>Webseiten</translation>
  </message>
  <message>
   <source>Week</source>
   <translation>Woche</translation>
  </message>
  <message>
   <source>Welcome</source>
   <translation>Willkommen</translation>
  </message>
  <message>
   <source>What Afterglow learns from your moments.</source>
   <translation>Was Afterglow aus deinen Momenten lernt.</translation>
  </message>
  <message>
   <source>What did I do yesterday afternoon?</source>
   <translation>Was habe ich gestern Nachmittag gemacht?</translation>
  </message>
  <message>
   <source>What do you remember of it?</source>
   <translation>Woran erinnerst du dich?</translation>
  </message>
  <message>
   <source>What is missing is tried again automatically.</source>
   <translation>Was fehlt, wird automatisch noch einmal versucht.</translation>
  </message>
  <message>
   <source>What is never saved. The rules apply to every window, before a picture is saved.</source>
   <translation>Was nie gespeichert wird. Die Regeln gelten für jedes Fenster, bevor ein Bild gespeichert wird.</translation>
  </message>
  <message>
   <source>What is recorded cannot be read or searched now</source>
   <translation>Was aufgenommen wird, lässt sich gerade nicht lesen und durchsuchen</translation>
  </message>
  <message>
   <source>What opens your memory</source>
   <translation>Was dein Gedächtnis öffnet</translation>
  </message>
  <message>
   <source>What should be left out?</source>
   <translation>Was soll ausgelassen werden?</translation>
  </message>
  <message>
   <source>What was left out, and who accessed the memory and when. It never says what was searched for.</source>
   <translation>Was ausgelassen wurde, und wer wann auf das Gedächtnis zugegriffen hat. Wonach gesucht wurde, steht hier nie.</translation>
  </message>
  <message>
   <source>What you did and when, one entry per session.</source>
   <translation>Was du wann getan hast, ein Eintrag pro Sitzung.</translation>
  </message>
  <message>
   <source>What you write takes priority over what was seen.</source>
   <translation>Was du schreibst, hat Vorrang vor allem, was gesehen wurde.</translation>
  </message>
  <message>
   <source>When</source>
   <translation>Wann</translation>
  </message>
  <message>
   <source>When the memory locks automatically. Recording continues, encrypted.</source>
   <translation>Wann sich das Gedächtnis automatisch sperrt. Die Aufnahme läuft verschlüsselt weiter.</translation>
  </message>
  <message>
   <source>When the window is closed</source>
   <translation>Wenn das Fenster geschlossen wird</translation>
  </message>
  <message>
   <source>Where</source>
   <translation>Wo</translation>
  </message>
  <message>
   <source>Where did I read about this last week?</source>
   <translation>Wo habe ich letzte Woche davon gelesen?</translation>
  </message>
  <message>
   <source>Where did I see this picture?</source>
   <translation>Wo habe ich dieses Bild gesehen?</translation>
  </message>
  <message>
   <source>Where pictures wait, encrypted, until they are read.</source>
   <translation>Wo Bilder verschlüsselt warten, bis sie gelesen werden.</translation>
  </message>
  <message>
   <source>Whether everything works.</source>
   <translation>Ob alles funktioniert.</translation>
  </message>
  <message>
   <source>Whether there is a newer version is not known</source>
   <translation>Ob es eine neuere Version gibt, ist nicht bekannt</translation>
  </message>
  <message>
   <source>While you are away, every</source>
   <translation>Während du weg bist, alle</translation>
  </message>
  <message>
   <source>Who wrote to me this morning?</source>
   <translation>Wer hat mir heute Morgen geschrieben?</translation>
  </message>
  <message>
   <source>Window titles</source>
   <translation>Fenstertitel</translation>
  </message>
  <message>
   <source>Windows</source>
   <translation>Fenster</translation>
  </message>
  <message>
   <source>Words</source>
   <translation>Wörter</translation>
  </message>
  <message>
   <source>Workflows</source>
   <translation>Arbeitsabläufe</translation>
  </message>
  <message>
   <source>Working…</source>
   <translation>Wird bearbeitet…</translation>
  </message>
  <message>
   <source>Would this window be saved? Describe a window to test the current rules.</source>
   <translation>Würde dieses Fenster gespeichert? Beschreibe ein Fenster, um die aktuellen Regeln zu testen.</translation>
  </message>
  <message>
   <source>Write an app, a site or a part of a title.</source>
   <translation>Schreibe eine App, eine Website oder einen Teil eines Titels.</translation>
  </message>
  <message>
   <source>Write it as example.com.</source>
   <translation>Schreibe sie wie example.com.</translation>
  </message>
  <message>
   <source>Write it like Ctrl+Alt+Space.</source>
   <translation>Schreibe es wie Ctrl+Alt+Space.</translation>
  </message>
  <message>
   <source>Year</source>
   <translation>Jahr</translation>
  </message>
  <message>
   <source>Year, month, week … second</source>
   <translation>Jahr, Monat, Woche … Sekunde</translation>
  </message>
  <message>
   <source>Yesterday</source>
   <translation>Gestern</translation>
  </message>
  <message>
   <source>You</source>
   <translation>Du</translation>
  </message>
  <message>
   <source>You are away after</source>
   <translation>Du bist weg nach</translation>
  </message>
  <message>
   <source>You asked: {question}</source>
   <translation>Du hast gefragt: {question}</translation>
  </message>
  <message>
   <source>You can change this later in Settings, under Desktop.</source>
   <translation>Das lässt sich später in den Einstellungen unter „Desktop“ ändern.</translation>
  </message>
  <message>
   <source>You have a new recovery key</source>
   <translation>Du hast einen neuen Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>You have this memory’s recovery key, and you proved it.</source>
   <translation>Du hast den Wiederherstellungsschlüssel dieses Gedächtnisses; das ist geprüft.</translation>
  </message>
  <message>
   <source>You said so</source>
   <translation>Von dir gesagt</translation>
  </message>
  <message>
   <source>Your day would look like this</source>
   <translation>So sähe dein Tag aus</translation>
  </message>
  <message>
   <source>Your last action may not have finished. Recording is a separate process and continues; nothing that was saved is lost. Below is everything a report would contain: no text from your screen, no names. It is not sent.</source>
   <translation>Deine letzte Aktion wurde vielleicht nicht ausgeführt. Die Aufnahme ist ein eigener Prozess und läuft weiter; nichts Gespeichertes ist verloren. Unten steht alles, was ein Bericht enthielte: kein Text von deinem Bildschirm, keine Namen. Er wird nicht gesendet.</translation>
  </message>
  <message>
   <source>Your memories could not be read</source>
   <translation>Deine Erinnerungen ließen sich nicht lesen</translation>
  </message>
  <message>
   <source>Your memory could not be used</source>
   <translation>Dein Gedächtnis ließ sich nicht verwenden</translation>
  </message>
  <message>
   <source>Your memory has its passphrase already. You need it each time you open Afterglow.</source>
   <translation>Dein Gedächtnis hat schon eine Passphrase. Du brauchst sie jedes Mal, wenn du Afterglow öffnest.</translation>
  </message>
  <message>
   <source>Your memory is locked</source>
   <translation>Dein Gedächtnis ist gesperrt</translation>
  </message>
  <message>
   <source>Your memory's folder is older than the last one seen on this computer</source>
   <translation>Der Ordner deines Gedächtnisses ist älter als der zuletzt auf diesem Computer gesehene</translation>
  </message>
  <message>
   <source>Your question</source>
   <translation>Deine Frage</translation>
  </message>
  <message>
   <source>Your recovery key</source>
   <translation>Dein Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>Your screen is not being recorded</source>
   <translation>Dein Bildschirm wird nicht aufgenommen</translation>
  </message>
  <message>
   <source>Your system’s key store opens your memory when you log in. There is no passphrase to remember. Your system may ask for the key store’s own password now.</source>
   <translation>Der Schlüsselspeicher deines Systems öffnet dein Gedächtnis, wenn du dich anmeldest. Du musst dir keine Passphrase merken. Vielleicht fragt dein System jetzt nach dem eigenen Passwort des Schlüsselspeichers.</translation>
  </message>
  <message>
   <source>Zoom in (+)</source>
   <translation>Vergrößern (+)</translation>
  </message>
  <message>
   <source>Zoom in, out, whole day</source>
   <translation>Näher, weiter, ganzer Tag</translation>
  </message>
  <message>
   <source>Zoom out (-)</source>
   <translation>Verkleinern (-)</translation>
  </message>
  <message>
   <source>Zoom, fit</source>
   <translation>Zoomen, einpassen</translation>
  </message>
  <message>
   <source>`afterglow memories --kind vault` shows them with their ids.</source>
   <translation>`afterglow memories --kind vault` zeigt sie mit ihren Kennungen.</translation>
  </message>
  <message>
   <source>`afterglow memories` shows them with their ids.</source>
   <translation>`afterglow memories` zeigt sie mit ihren Kennungen.</translation>
  </message>
  <message>
   <source>a Markdown export is for reading</source>
   <translation>ein Markdown-Export ist zum Lesen</translation>
  </message>
  <message>
   <source>a memory needs a summary and evidence</source>
   <translation>eine Erinnerung braucht eine Zusammenfassung und Belege</translation>
  </message>
  <message>
   <source>a part of the window's title</source>
   <translation>ein Teil des Fenstertitels</translation>
  </message>
  <message>
   <source>a plain export has no passphrase</source>
   <translation>ein unverschlüsselter Export hat keine Passphrase</translation>
  </message>
  <message>
   <source>a video, one picture every 30 s</source>
   <translation>ein Video, alle 30 s ein Bild</translation>
  </message>
  <message>
   <source>after</source>
   <translation>nach</translation>
  </message>
  <message>
   <source>after you press Start recording</source>
   <translation>nach „Aufnahme starten“</translation>
  </message>
  <message>
   <source>afterglow models forget, on the command line</source>
   <translation>afterglow models forget, auf der Kommandozeile</translation>
  </message>
  <message>
   <source>also after: and on:</source>
   <translation>auch after: und on:</translation>
  </message>
  <message>
   <source>an exclusion rule is empty</source>
   <translation>eine Ausschlussregel ist leer</translation>
  </message>
  <message>
   <source>anchor (the record of the newest versions is missing)</source>
   <translation>Anker (das Verzeichnis der neuesten Fassungen fehlt)</translation>
  </message>
  <message>
   <source>and</source>
   <translation>und</translation>
  </message>
  <message>
   <source>and {number} more</source>
   <translation>und {number} weitere</translation>
  </message>
  <message>
   <source>answered</source>
   <translation>beantwortet</translation>
  </message>
  <message>
   <source>apps that are never saved</source>
   <translation>Apps, die nie gespeichert werden</translation>
  </message>
  <message>
   <source>ask the address below once a day whether there is a newer version. It is told which version you have, and nothing else; nothing is downloaded or installed</source>
   <translation>fragt einmal am Tag bei der Adresse unten nach, ob es eine neuere Version gibt. Sie erfährt nur, welche Version du hast; nichts wird heruntergeladen oder installiert</translation>
  </message>
  <message>
   <source>asked a question</source>
   <translation>hat eine Frage gestellt</translation>
  </message>
  <message>
   <source>before</source>
   <translation>vor</translation>
  </message>
  <message>
   <source>d</source>
   <translation>d.</translation>
  </message>
  <message>
   <source>d MMM</source>
   <translation>d. MMM</translation>
  </message>
  <message>
   <source>d MMM yyyy</source>
   <translation>d. MMM yyyy</translation>
  </message>
  <message>
   <source>d MMMM</source>
   <translation>d. MMMM</translation>
  </message>
  <message>
   <source>d MMMM yyyy</source>
   <translation>d. MMMM yyyy</translation>
  </message>
  <message>
   <source>days (0: never)</source>
   <translation>Tage (0: nie)</translation>
  </message>
  <message>
   <source>days after which tidying (`afterglow reflect`) removes a memory that was seen at one moment only, 0 for never. The moment itself stays, and the removal can be undone</source>
   <translation>Tage, nach denen das Aufräumen (`afterglow reflect`) eine Erinnerung entfernt, die nur in einem Moment gesehen wurde, 0 für nie. Der Moment selbst bleibt, und das Entfernen lässt sich rückgängig machen</translation>
  </message>
  <message>
   <source>ddd d</source>
   <translation>ddd d.</translation>
  </message>
  <message>
   <source>ddd d MMM</source>
   <translation>ddd d. MMM</translation>
  </message>
  <message>
   <source>ddd d MMM yyyy</source>
   <translation>ddd d. MMM yyyy</translation>
  </message>
  <message>
   <source>dddd</source>
   <translation>dddd</translation>
  </message>
  <message>
   <source>dddd d MMMM</source>
   <translation>dddd, d. MMMM</translation>
  </message>
  <message>
   <source>dddd d MMMM yyyy</source>
   <translation>dddd, d. MMMM yyyy</translation>
  </message>
  <message>
   <source>e.g. Ctrl+Alt+Delete</source>
   <translation>z. B. Ctrl+Alt+Delete</translation>
  </message>
  <message>
   <source>e.g. Ctrl+Alt+P</source>
   <translation>z. B. Ctrl+Alt+P</translation>
  </message>
  <message>
   <source>e.g. Ctrl+Alt+Space</source>
   <translation>z. B. Ctrl+Alt+Space</translation>
  </message>
  <message>
   <source>exclude a word</source>
   <translation>ein Wort ausschließen</translation>
  </message>
  <message>
   <source>exported</source>
   <translation>hat exportiert</translation>
  </message>
  <message>
   <source>failed</source>
   <translation>fehlgeschlagen</translation>
  </message>
  <message>
   <source>forgot something</source>
   <translation>hat etwas vergessen</translation>
  </message>
  <message>
   <source>forgotten rows could not be removed from the files</source>
   <translation>vergessene Zeilen ließen sich nicht aus den Dateien entfernen</translation>
  </message>
  <message>
   <source>from this day on</source>
   <translation>ab diesem Tag</translation>
  </message>
  <message>
   <source>gigabytes that the memory may take, 0 for no limit. Beyond that, the oldest pictures that are not pinned are compressed, then reduced to thumbnails, then only their text stays; recording continues</source>
   <translation>Gigabyte, die das Gedächtnis belegen darf, 0 für keine Grenze. Darüber werden die ältesten nicht angehefteten Bilder stärker komprimiert, dann zu Vorschaubildern, dann bleibt nur ihr Text; die Aufnahme läuft weiter</translation>
  </message>
  <message>
   <source>high</source>
   <translation>hoch</translation>
  </message>
  <message>
   <source>how much of the computer reading may use. Light: the newest picture, with 5 % of a core on average, the rest while you are away. Balanced: the newest picture within seconds, with a quarter of a core, everything while you are away. Full: everything at once, on as many threads as allowed</source>
   <translation>wie viel vom Rechner das Lesen nutzen darf. Leicht: das neueste Bild, mit im Mittel 5 % eines Kerns, der Rest, während du weg bist. Ausgewogen: das neueste Bild binnen Sekunden, mit einem Viertel eines Kerns, alles, während du weg bist. Voll: alles sofort, mit so vielen Threads wie erlaubt</translation>
  </message>
  <message>
   <source>https address that is asked; without one, nothing is asked</source>
   <translation>https-Adresse, die gefragt wird; ohne Adresse wird nicht gefragt</translation>
  </message>
  <message>
   <source>https://…</source>
   <translation>https://…</translation>
  </message>
  <message>
   <source>it is not clear what to forget</source>
   <translation>es ist nicht klar, was vergessen werden soll</translation>
  </message>
  <message>
   <source>it is not there any more</source>
   <translation>nicht mehr da</translation>
  </message>
  <message>
   <source>it is on a disk that cannot lock files, as some network folders</source>
   <translation>auf einem Laufwerk, das keine Dateien sperren kann, wie manche Netzwerkordner</translation>
  </message>
  <message>
   <source>it is read-only</source>
   <translation>nur lesbar</translation>
  </message>
  <message>
   <source>its process ended while a list was read</source>
   <translation>sein Prozess endete, während eine Liste gelesen wurde</translation>
  </message>
  <message>
   <source>language of the window; what the screen showed stays as it was</source>
   <translation>Sprache des Fensters; was der Bildschirm zeigte, bleibt, wie es war</translation>
  </message>
  <message>
   <source>loading bay</source>
   <translation>Laderampe</translation>
  </message>
  <message>
   <source>lock the memory when the computer's screen is locked</source>
   <translation>das Gedächtnis sperren, wenn der Bildschirm des Rechners gesperrt wird</translation>
  </message>
  <message>
   <source>low</source>
   <translation>gering</translation>
  </message>
  <message>
   <source>medium</source>
   <translation>mittel</translation>
  </message>
  <message>
   <source>megabytes of encrypted pictures that may wait to be read</source>
   <translation>Megabyte verschlüsselter Bilder, die auf das Lesen warten dürfen</translation>
  </message>
  <message>
   <source>megabytes that are always left free on the disk</source>
   <translation>Megabyte, die auf der Platte immer frei bleiben</translation>
  </message>
  <message>
   <source>memories are exported together with their moments</source>
   <translation>Erinnerungen werden zusammen mit ihren Momenten exportiert</translation>
  </message>
  <message>
   <source>memory locked</source>
   <translation>Gedächtnis gesperrt</translation>
  </message>
  <message>
   <source>minutes without input</source>
   <translation>Minuten ohne Eingabe</translation>
  </message>
  <message>
   <source>minutes without input after which the memory locks, 0 for never; what is recorded then is read after you unlock it. Not available on Wayland</source>
   <translation>Minuten ohne Eingabe, nach denen sich das Gedächtnis sperrt, 0 für nie; was dann aufgenommen wird, wird nach dem Entsperren gelesen. Unter Wayland nicht verfügbar</translation>
  </message>
  <message>
   <source>mostly {names}</source>
   <translation>meist {names}</translation>
  </message>
  <message>
   <source>new moments</source>
   <translation>neue Momente</translation>
  </message>
  <message>
   <source>no pictures</source>
   <translation>keine Bilder</translation>
  </message>
  <message>
   <source>nothing was recorded on this day</source>
   <translation>an diesem Tag wurde nichts aufgenommen</translation>
  </message>
  <message>
   <source>nothing was running</source>
   <translation>nichts lief</translation>
  </message>
  <message>
   <source>on</source>
   <translation>am</translation>
  </message>
  <message>
   <source>one day</source>
   <translation>ein Tag</translation>
  </message>
  <message>
   <source>one kind of result</source>
   <translation>eine Art von Ergebnissen</translation>
  </message>
  <message>
   <source>one shortcut cannot do two things</source>
   <translation>ein Tastenkürzel kann nicht zwei Dinge tun</translation>
  </message>
  <message>
   <source>only memories of the same kind can be merged</source>
   <translation>nur Erinnerungen der gleichen Art lassen sich zusammenführen</translation>
  </message>
  <message>
   <source>only one app</source>
   <translation>nur eine App</translation>
  </message>
  <message>
   <source>only one site</source>
   <translation>nur eine Website</translation>
  </message>
  <message>
   <source>open-clip-torch</source>
   <translation>open-clip-torch</translation>
  </message>
  <message>
   <source>part of a window title, or /a regular expression/</source>
   <translation>ein Teil eines Fenstertitels oder /ein regulärer Ausdruck/</translation>
  </message>
  <message>
   <source>password manager</source>
   <translation>Passwort-Manager</translation>
  </message>
  <message>
   <source>path</source>
   <translation>Pfad</translation>
  </message>
  <message>
   <source>path of an open-clip model's weights; empty: no image model</source>
   <translation>Pfad der Gewichte eines open-clip-Modells; leer: kein Bildmodell</translation>
  </message>
  <message>
   <source>paused</source>
   <translation>pausiert</translation>
  </message>
  <message>
   <source>private and incognito windows are never saved</source>
   <translation>private und Inkognito-Fenster werden nie gespeichert</translation>
  </message>
  <message>
   <source>private browsing</source>
   <translation>privates Surfen</translation>
  </message>
  <message>
   <source>questions and what was found for them</source>
   <translation>Fragen und das dazu Gefundene</translation>
  </message>
  <message>
   <source>restored</source>
   <translation>hat wiederhergestellt</translation>
  </message>
  <message>
   <source>result unknown</source>
   <translation>Ergebnis unbekannt</translation>
  </message>
  <message>
   <source>revealed a secret</source>
   <translation>hat ein Geheimnis gezeigt</translation>
  </message>
  <message>
   <source>save the value of a key or password that was on the screen, encrypted with the vault's own key and shown only on request. Off: what is read from then on is blacked out and its value discarded</source>
   <translation>den Wert eines Schlüssels oder Passworts vom Bildschirm speichern, verschlüsselt mit dem eigenen Schlüssel des Tresors und nur auf Wunsch gezeigt. Aus: Was von da an gelesen wird, wird geschwärzt und sein Wert verworfen</translation>
  </message>
  <message>
   <source>screen locked</source>
   <translation>Bildschirm gesperrt</translation>
  </message>
  <message>
   <source>searched</source>
   <translation>hat gesucht</translation>
  </message>
  <message>
   <source>seconds</source>
   <translation>Sekunden</translation>
  </message>
  <message>
   <source>seconds between checks while you are away</source>
   <translation>Sekunden zwischen zwei Prüfungen, während du weg bist</translation>
  </message>
  <message>
   <source>seconds between two checks of the screen</source>
   <translation>Sekunden zwischen zwei Prüfungen des Bildschirms</translation>
  </message>
  <message>
   <source>seconds without input</source>
   <translation>Sekunden ohne Eingabe</translation>
  </message>
  <message>
   <source>seconds without input after which you count as away</source>
   <translation>Sekunden ohne Eingabe, nach denen du als abwesend giltst</translation>
  </message>
  <message>
   <source>seen {count}</source>
   <translation>{count} gesehen</translation>
  </message>
  <message>
   <source>shortcut that forgets the last ten minutes after you confirm; X11 only</source>
   <translation>Tastenkürzel, das nach Rückfrage die letzten zehn Minuten vergisst; nur X11</translation>
  </message>
  <message>
   <source>shortcut that opens the search from any app; X11 only</source>
   <translation>Tastenkürzel, das die Suche aus jeder App öffnet; nur X11</translation>
  </message>
  <message>
   <source>shortcut that pauses or resumes recording from any app; X11 only</source>
   <translation>Tastenkürzel, das die Aufnahme aus jeder App pausiert oder fortsetzt; nur X11</translation>
  </message>
  <message>
   <source>similar to a moment</source>
   <translation>ähnlich einem Moment</translation>
  </message>
  <message>
   <source>sites that are never saved, including their subdomains</source>
   <translation>Websites, die nie gespeichert werden, samt Unterdomänen</translation>
  </message>
  <message>
   <source>skipped</source>
   <translation>ausgelassen</translation>
  </message>
  <message>
   <source>something else of that name is in the way</source>
   <translation>etwas anderes dieses Namens ist im Weg</translation>
  </message>
  <message>
   <source>start recording in the background when you log in</source>
   <translation>beim Anmelden im Hintergrund mit der Aufnahme beginnen</translation>
  </message>
  <message>
   <source>stopped</source>
   <translation>angehalten</translation>
  </message>
  <message>
   <source>test a rule exclusion window saved try rules</source>
   <translation>Regel testen Ausschluss Fenster speichern prüfen rule test</translation>
  </message>
  <message>
   <source>that endpoint is on another machine, and http would send what you see over the network unencrypted</source>
   <translation>diese Gegenstelle liegt auf einem anderen Rechner, und http würde unverschlüsselt über das Netz senden, was du siehst</translation>
  </message>
  <message>
   <source>that is not the address of an endpoint</source>
   <translation>das ist keine Adresse einer Gegenstelle</translation>
  </message>
  <message>
   <source>that is the only way to unlock the memory</source>
   <translation>das ist der einzige Weg, das Gedächtnis zu entsperren</translation>
  </message>
  <message>
   <source>the archive is encrypted</source>
   <translation>das Archiv ist verschlüsselt</translation>
  </message>
  <message>
   <source>the archive is encrypted, but not with a passphrase</source>
   <translation>das Archiv ist verschlüsselt, aber nicht mit einer Passphrase</translation>
  </message>
  <message>
   <source>the archive needs a passphrase</source>
   <translation>das Archiv braucht eine Passphrase</translation>
  </message>
  <message>
   <source>the disk of the memory is almost full</source>
   <translation>das Laufwerk des Gedächtnisses ist fast voll</translation>
  </message>
  <message>
   <source>the disk reports an error</source>
   <translation>das Laufwerk meldet einen Fehler</translation>
  </message>
  <message>
   <source>the endpoint is not allowed for that</source>
   <translation>die Gegenstelle ist dafür nicht erlaubt</translation>
  </message>
  <message>
   <source>the latest {most} of {there} moments</source>
   <translation>die neuesten {most} von {there} Momenten</translation>
  </message>
  <message>
   <source>the memory was changed again since then</source>
   <translation>die Erinnerung wurde seitdem wieder geändert</translation>
  </message>
  <message>
   <source>the most threads used for reading with full processor use, and for an import or a command that waits for it; otherwise one</source>
   <translation>Höchstzahl der Threads beim Lesen mit voller Rechenleistung und für einen Import oder Befehl, der darauf wartet; sonst einer</translation>
  </message>
  <message>
   <source>the open-clip name of that model</source>
   <translation>der open-clip-Name dieses Modells</translation>
  </message>
  <message>
   <source>the passphrase file is empty</source>
   <translation>die Datei mit der Passphrase ist leer</translation>
  </message>
  <message>
   <source>the passphrase is empty</source>
   <translation>die Passphrase ist leer</translation>
  </message>
  <message>
   <source>the two passphrases differ</source>
   <translation>die beiden Passphrasen sind verschieden</translation>
  </message>
  <message>
   <source>the vault has no such entry</source>
   <translation>der Tresor hat keinen solchen Eintrag</translation>
  </message>
  <message>
   <source>the windows kept changing</source>
   <translation>die Fenster haben sich ständig geändert</translation>
  </message>
  <message>
   <source>there is already a key file</source>
   <translation>es gibt schon eine Schlüsseldatei</translation>
  </message>
  <message>
   <source>there is no memory here yet</source>
   <translation>hier gibt es noch kein Gedächtnis</translation>
  </message>
  <message>
   <source>there is no memory to record into yet</source>
   <translation>es gibt noch kein Gedächtnis, in das aufgenommen werden kann</translation>
  </message>
  <message>
   <source>there is no recovery key yet</source>
   <translation>es gibt noch keinen Wiederherstellungsschlüssel</translation>
  </message>
  <message>
   <source>there is no such memory</source>
   <translation>eine solche Erinnerung gibt es nicht</translation>
  </message>
  <message>
   <source>there is no such moment</source>
   <translation>einen solchen Moment gibt es nicht</translation>
  </message>
  <message>
   <source>these keys could never be opened again</source>
   <translation>diese Schlüssel ließen sich nie wieder öffnen</translation>
  </message>
  <message>
   <source>this Wayland session has no X server</source>
   <translation>diese Wayland-Sitzung hat keinen X-Server</translation>
  </message>
  <message>
   <source>this account has no folder of its own (HOME is not set)</source>
   <translation>dieses Konto hat keinen eigenen Ordner (HOME ist nicht gesetzt)</translation>
  </message>
  <message>
   <source>this computer</source>
   <translation>diesem Rechner</translation>
  </message>
  <message>
   <source>this is not the archive's passphrase</source>
   <translation>das ist nicht die Passphrase des Archivs</translation>
  </message>
  <message>
   <source>this memory no longer exists</source>
   <translation>diese Erinnerung gibt es nicht mehr</translation>
  </message>
  <message>
   <source>this window</source>
   <translation>dieses Fenster</translation>
  </message>
  <message>
   <source>times in your own words</source>
   <translation>Zeiten in eigenen Worten</translation>
  </message>
  <message>
   <source>undone</source>
   <translation>rückgängig gemacht</translation>
  </message>
  <message>
   <source>unknown window</source>
   <translation>unbekanntes Fenster</translation>
  </message>
  <message>
   <source>until {day}</source>
   <translation>bis {day}</translation>
  </message>
  <message>
   <source>up to this day</source>
   <translation>bis zu diesem Tag</translation>
  </message>
  <message>
   <source>what closing the window does: ask or tell the first time, keep recording, or quit</source>
   <translation>was beim Schließen des Fensters geschieht: beim ersten Mal fragen oder Bescheid geben, weiter aufnehmen oder beenden</translation>
  </message>
  <message>
   <source>what happens with windows whose app is unknown</source>
   <translation>was mit Fenstern geschieht, deren App unbekannt ist</translation>
  </message>
  <message>
   <source>what you told Afterglow</source>
   <translation>was du Afterglow gesagt hast</translation>
  </message>
  <message>
   <source>windows of password managers are never saved</source>
   <translation>Fenster von Passwort-Managern werden nie gespeichert</translation>
  </message>
  <message>
   <source>with pictures</source>
   <translation>mit Bildern</translation>
  </message>
  <message>
   <source>without {value}</source>
   <translation>ohne {value}</translation>
  </message>
  <message>
   <source>words in exactly this order</source>
   <translation>Wörter in genau dieser Reihenfolge</translation>
  </message>
  <message>
   <source>yesterday afternoon</source>
   <translation>gestern Nachmittag</translation>
  </message>
  <message>
   <source>you</source>
   <translation>du</translation>
  </message>
  <message>
   <source>your account may not use it</source>
   <translation>dein Konto darf das nicht verwenden</translation>
  </message>
  <message>
   <source>{confidence} sure</source>
   <translation>{confidence} sicher</translation>
  </message>
  <message>
   <source>{count} memories selected</source>
   <translation>{count} Erinnerungen ausgewählt</translation>
  </message>
  <message>
   <source>{count} redacted</source>
   <translation>{count} geschwärzt</translation>
  </message>
  <message>
   <source>{count} stored files are damaged: {names}</source>
   <translation>{count} gespeicherte Dateien sind beschädigt: {names}</translation>
  </message>
  <message>
   <source>{count} to process</source>
   <translation>noch {count}</translation>
  </message>
  <message>
   <source>{done} of {count}</source>
   <translation>{done} von {count}</translation>
  </message>
  <message>
   <source>{found} in {windows}</source>
   <translation>{found} in {windows}</translation>
  </message>
  <message>
   <source>{hours} h</source>
   <translation>{hours} h</translation>
  </message>
  <message>
   <source>{hours} h {minutes} min</source>
   <translation>{hours} h {minutes} min</translation>
  </message>
  <message>
   <source>{kept} saved</source>
   <translation>{kept} gespeichert</translation>
  </message>
  <message>
   <source>{minutes} min</source>
   <translation>{minutes} min</translation>
  </message>
  <message>
   <source>{model} on {where} ({url}) may receive {uses}, {pictures}. Allowed: {when}</source>
   <translation>{model} auf {where} ({url}) darf erhalten: {uses}, {pictures}. Erlaubt: {when}</translation>
  </message>
  <message>
   <source>{moments} not read yet. This page looks again by itself.</source>
   <translation>{moments} noch nicht gelesen. Diese Seite sucht von selbst noch einmal.</translation>
  </message>
  <message>
   <source>{names} and every other known one</source>
   <translation>{names} und jeder andere bekannte</translation>
  </message>
  <message>
   <source>{name} of the window to test</source>
   <translation>{name} des zu testenden Fensters</translation>
  </message>
  <message>
   <source>{number} more</source>
   <translation>{number} weitere</translation>
  </message>
  <message numerus="yes">
   <source>{n} batches</source>
   <extracomment>{n} batch</extracomment>
   <translation>
    <numerusform>{n} Stapel</numerusform>
    <numerusform>{n} Stapel</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} changes</source>
   <extracomment>{n} change</extracomment>
   <translation>
    <numerusform>{n} Änderung</numerusform>
    <numerusform>{n} Änderungen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} characters</source>
   <extracomment>{n} character</extracomment>
   <translation>
    <numerusform>{n} Zeichen</numerusform>
    <numerusform>{n} Zeichen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} checks</source>
   <extracomment>{n} check</extracomment>
   <translation>
    <numerusform>{n} Prüfung</numerusform>
    <numerusform>{n} Prüfungen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} entries</source>
   <extracomment>{n} entry</extracomment>
   <translation>
    <numerusform>{n} Eintrag</numerusform>
    <numerusform>{n} Einträge</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} hits</source>
   <extracomment>{n} hit</extracomment>
   <translation>
    <numerusform>{n} Treffer</numerusform>
    <numerusform>{n} Treffer</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} lines</source>
   <extracomment>{n} line</extracomment>
   <translation>
    <numerusform>{n} Zeile</numerusform>
    <numerusform>{n} Zeilen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} matches</source>
   <extracomment>{n} match</extracomment>
   <translation>
    <numerusform>{n} Treffer</numerusform>
    <numerusform>{n} Treffer</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} memories</source>
   <extracomment>{n} memory</extracomment>
   <translation>
    <numerusform>{n} Erinnerung</numerusform>
    <numerusform>{n} Erinnerungen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} moments</source>
   <extracomment>{n} moment</extracomment>
   <translation>
    <numerusform>{n} Moment</numerusform>
    <numerusform>{n} Momente</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} moments have not been processed yet.</source>
   <extracomment>{n} moment has not been processed yet.</extracomment>
   <translation>
    <numerusform>{n} Moment wurde noch nicht verarbeitet.</numerusform>
    <numerusform>{n} Momente wurden noch nicht verarbeitet.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} more days at the current rate</source>
   <extracomment>{n} more day at the current rate</extracomment>
   <translation>
    <numerusform>noch {n} Tag beim jetzigen Verbrauch</numerusform>
    <numerusform>noch {n} Tage beim jetzigen Verbrauch</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} more periods were not recorded</source>
   <extracomment>{n} more period was not recorded</extracomment>
   <translation>
    <numerusform>{n} weiterer Zeitraum wurde nicht aufgenommen</numerusform>
    <numerusform>{n} weitere Zeiträume wurden nicht aufgenommen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} periods</source>
   <extracomment>{n} period</extracomment>
   <translation>
    <numerusform>{n} Abschnitt</numerusform>
    <numerusform>{n} Abschnitte</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} pictures</source>
   <extracomment>{n} picture</extracomment>
   <translation>
    <numerusform>{n} Bild</numerusform>
    <numerusform>{n} Bilder</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} requests</source>
   <extracomment>{n} request</extracomment>
   <translation>
    <numerusform>{n} Anfrage</numerusform>
    <numerusform>{n} Anfragen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} screens</source>
   <extracomment>{n} screen</extracomment>
   <translation>
    <numerusform>{n} Bildschirm</numerusform>
    <numerusform>{n} Bildschirme</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} seconds</source>
   <extracomment>{n} second</extracomment>
   <translation>
    <numerusform>{n} Sekunde</numerusform>
    <numerusform>{n} Sekunden</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} steps</source>
   <extracomment>{n} step</extracomment>
   <translation>
    <numerusform>{n} Schritt</numerusform>
    <numerusform>{n} Schritte</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} times</source>
   <extracomment>{n} time</extracomment>
   <translation>
    <numerusform>{n}-mal</numerusform>
    <numerusform>{n}-mal</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} windows</source>
   <extracomment>{n} window</extracomment>
   <translation>
    <numerusform>{n} Fenster</numerusform>
    <numerusform>{n} Fenstern</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{n} words</source>
   <extracomment>{n} word</extracomment>
   <translation>
    <numerusform>{n} Wort</numerusform>
    <numerusform>{n} Wörter</numerusform>
   </translation>
  </message>
  <message>
   <source>{pending} waiting to be read</source>
   <translation>{pending} warten auf das Lesen</translation>
  </message>
  <message>
   <source>{pending} waiting to be read on mains power</source>
   <translation>{pending} warten auf Netzstrom</translation>
  </message>
  <message>
   <source>{pending} waiting to be read when you are away</source>
   <translation>{pending} warten, bis du fort bist</translation>
  </message>
  <message>
   <source>{pending} waiting until the battery is charged</source>
   <translation>{pending} warten, bis der Akku geladen ist</translation>
  </message>
  <message>
   <source>{pending} waiting until the computer has cooled down</source>
   <translation>{pending} warten, bis der Rechner abgekühlt ist</translation>
  </message>
  <message>
   <source>{said} things you told Afterglow</source>
   <translation>{said} Dinge, die du Afterglow gesagt hast</translation>
  </message>
  <message>
   <source>{seconds} s</source>
   <translation>{seconds} s</translation>
  </message>
  <message>
   <source>{size} in {objects} files</source>
   <translation>{size} in {objects} Dateien</translation>
  </message>
  <message>
   <source>{skipped} skipped</source>
   <translation>{skipped} ausgelassen</translation>
  </message>
  <message>
   <source>{tokens_in} tokens sent, {tokens_out} received</source>
   <translation>{tokens_in} Token gesendet, {tokens_out} empfangen</translation>
  </message>
  <message>
   <source>{told}. Press Ctrl+Z to undo.</source>
   <translation>{told}. Rückgängig mit Strg+Z.</translation>
  </message>
  <message>
   <source>{told}. {more} more from this window</source>
   <translation>{told}. {more} weitere aus diesem Fenster</translation>
  </message>
  <message>
   <source>{what} to {url}: {told}{pictures}; {ending} after {seconds} s</source>
   <translation>{what} an {url}: {told}{pictures}; {ending} nach {seconds} s</translation>
  </message>
  <message>
   <source>{where} was not recorded: {why}</source>
   <translation>{where} nicht aufgenommen: {why}</translation>
  </message>
  <message>
   <source>{words} read in {seconds} s</source>
   <translation>{words} in {seconds} s gelesen</translation>
  </message>
  <message>
   <source>{wrong} wrong attempts. You can try again in {count}.</source>
   <translation>{wrong} falsche Versuche. Du kannst es in {count} wieder versuchen.</translation>
  </message>
  <message>
   <source>“… at loading bay B.”</source>
   <translation>„… an Laderampe B.“</translation>
  </message>
 </context>
 <context>
  <name>Keyboard</name>
  <message>
   <source>Alt</source>
   <translation>Alt</translation>
  </message>
  <message>
   <source>Ctrl</source>
   <translation>Strg</translation>
  </message>
  <message>
   <source>Del</source>
   <translation>Entf</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Entf</translation>
  </message>
  <message>
   <source>Drag</source>
   <translation>Ziehen</translation>
  </message>
  <message>
   <source>Enter</source>
   <translation>Eingabe</translation>
  </message>
  <message>
   <source>Esc</source>
   <translation>Esc</translation>
  </message>
  <message>
   <source>Page</source>
   <translation>Bild</translation>
  </message>
  <message>
   <source>Shift</source>
   <translation>Umschalt</translation>
  </message>
  <message>
   <source>Space</source>
   <translation>Leertaste</translation>
  </message>
  <message>
   <source>Tab</source>
   <translation>Tab</translation>
  </message>
 </context>
</TS>
