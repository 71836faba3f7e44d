namespace FerroGate.Config.Model.Servers;

/// <summary>Where a log goes.</summary>
public enum LogOutputKind
{
    Stdout,
    Stderr,
    Discard,
    File,
    Net,
}
