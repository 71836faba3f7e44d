namespace FerroGate.Config.Model.Servers;

/// <summary>How bad a thing must be to be written.</summary>
public enum LogLevelName
{
    Debug,
    Info,
    Warn,
    Error,
}
