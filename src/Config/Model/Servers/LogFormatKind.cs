namespace FerroGate.Config.Model.Servers;

/// <summary>How a line of a log is written.</summary>
public enum LogFormatKind
{
    /// <summary>For people.</summary>
    Console,

    /// <summary>One JSON object a line.</summary>
    Json,

    /// <summary>Another format, after fields have been changed.</summary>
    Filter,
}
