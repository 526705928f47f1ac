; Inno Setup 6: the folder that PyInstaller made -> onyx-desktop-VERSION-setup.exe. Called by build.py:
;   ISCC /DVersion=1.2.3 /DFolder=...\frozen\onyx-desktop /DOut=dist onyx.iss
; Not yet built. What it promises: for one person without being administrator, or for all; no file associations; nothing
; runs or connects during the installation; silent with /SILENT or /VERYSILENT; removing it asks whether the index goes
; too, and keeps it unless told otherwise (silently: keeps it; with /DELETEDATA: deletes it).

#ifndef Version
  #error Version is missing: call build.py
#endif

[Setup]
AppId={{B0E5C1D2-8C1B-4C57-9C7B-6E3B5C0A2F11}
AppName=Onyx Desktop
AppVersion={#Version}
AppPublisher=The Onyx Desktop founders
VersionInfoVersion={#Version}
DefaultDirName={autopf}\Onyx Desktop
DefaultGroupName=Onyx Desktop
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile={#Folder}\_internal\licences\LICENSE.txt
SetupIconFile=onyx-desktop.ico
UninstallDisplayIcon={app}\onyx-desktop.exe
OutputDir={#Out}
OutputBaseFilename=onyx-desktop-{#Version}-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=no
ChangesEnvironment=yes
UsedUserAreasWarning=no
CloseApplications=yes
RestartApplications=no

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.FolderMenu=Offer “Search with Onyx” in the menu of folders
de.FolderMenu=„Mit Onyx durchsuchen“ im Menü von Ordnern anbieten
en.SearchWith=Search with Onyx
de.SearchWith=Mit Onyx durchsuchen
en.OnPath=Make the command “onyx” available in terminals
de.OnPath=Den Befehl „onyx“ in Terminals verfügbar machen
en.DeleteData=Delete the index and the settings too?%n%nYour own documents are not touched. Without the index, Onyx would have to read them again.
de.DeleteData=Auch den Index und die Einstellungen löschen?%n%nIhre eigenen Dokumente bleiben unberührt. Ohne den Index müsste Onyx sie neu lesen.

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "foldermenu"; Description: "{cm:FolderMenu}"; Flags: unchecked
Name: "onpath"; Description: "{cm:OnPath}"; Flags: unchecked

[Files]
Source: "{#Folder}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{autoprograms}\Onyx Desktop"; Filename: "{app}\onyx-desktop.exe"; AppUserModelID: "OnyxDesktop"
Name: "{autodesktop}\Onyx Desktop"; Filename: "{app}\onyx-desktop.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\Directory\shell\OnyxDesktop"; ValueType: string; ValueData: "{cm:SearchWith}"; Flags: uninsdeletekey; Tasks: foldermenu
Root: HKA; Subkey: "Software\Classes\Directory\shell\OnyxDesktop"; ValueType: string; ValueName: "Icon"; ValueData: "{app}\onyx-desktop.exe"; Tasks: foldermenu
Root: HKA; Subkey: "Software\Classes\Directory\shell\OnyxDesktop\command"; ValueType: string; ValueData: """{app}\onyx-desktop.exe"" ""%1"""; Tasks: foldermenu
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueType: none; ValueName: "Onyx Desktop"; Flags: uninsdeletevalue

[Run]
Filename: "{app}\onyx-desktop.exe"; Description: "{cm:LaunchProgram,Onyx Desktop}"; Flags: nowait postinstall skipifsilent

[Code]
const
  EnvironmentKey = 'Environment';

function PathOfPerson(): string;
begin
  if not RegQueryStringValue(HKEY_CURRENT_USER, EnvironmentKey, 'Path', Result) then
    Result := '';
end;

procedure CurStepChanged(CurStep: TSetupStep);
var
  Path: string;
begin
  if (CurStep = ssPostInstall) and WizardIsTaskSelected('onpath') then
  begin
    Path := PathOfPerson();
    if Pos(';' + Lowercase(ExpandConstant('{app}')) + ';', ';' + Lowercase(Path) + ';') = 0 then
      RegWriteExpandStringValue(HKEY_CURRENT_USER, EnvironmentKey, 'Path', Path + ';' + ExpandConstant('{app}'));
  end;
end;

function WantsDataDeleted(): Boolean;
var
  Place: Integer;
begin
  Result := False;
  for Place := 1 to ParamCount do
    if CompareText(ParamStr(Place), '/DELETEDATA') = 0 then
      Result := True;
  if not Result and not UninstallSilent then
    Result := MsgBox(CustomMessage('DeleteData'), mbConfirmation, MB_YESNO or MB_DEFBUTTON2) = IDYES;
end;

procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
var
  Path: string;
begin
  if CurUninstallStep = usPostUninstall then
  begin
    Path := PathOfPerson();
    if StringChangeEx(Path, ';' + ExpandConstant('{app}'), '', True) > 0 then
      RegWriteExpandStringValue(HKEY_CURRENT_USER, EnvironmentKey, 'Path', Path);
    if WantsDataDeleted() then
      DelTree(ExpandConstant('{localappdata}\onyx-desktop'), True, True, True);
  end;
end;
