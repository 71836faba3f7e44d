namespace FerroGate.Config.Text;

/// <summary>How bad a diagnostic is.</summary>
public enum Severity
{
    /// <summary>The config can run; its writer should know something.</summary>
    Warning,

    /// <summary>The config is well written, and says something that this version cannot do: it is valid, but does not run.</summary>
    Pending,

    /// <summary>The config is wrong.</summary>
    Error,
}
