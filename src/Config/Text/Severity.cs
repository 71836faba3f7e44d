namespace FerroGate.Config.Text;

/// <summary>How bad a diagnostic is.</summary>
public enum Severity
{
    /// <summary>The config can run; its writer should know something.</summary>
    Warning,

    /// <summary>The config cannot run.</summary>
    Error,
}
