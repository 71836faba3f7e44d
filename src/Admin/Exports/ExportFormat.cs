namespace FerroGate.Admin.Exports;

/// <summary>The forms in which lists are exported.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated values (RFC 4180), with a line of names.</summary>
    Csv,

    /// <summary>One JSON object in each line, as the admin API shows it.</summary>
    Jsonl,
}
