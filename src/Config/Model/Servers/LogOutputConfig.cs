using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Model.Servers;

/// <summary><c>output</c> of a log.</summary>
public sealed record LogOutputConfig
{
    /// <summary><c>stdout</c>, <c>stderr</c>, <c>discard</c>, <c>file</c> or <c>net</c>.</summary>
    public Setting<LogOutputKind>? Kind { get; init; }

    /// <summary>The file, or the address.</summary>
    public Setting<string>? Target { get; init; }

    /// <summary>Of kind <see cref="LogOutputKind.Net"/>: where lines are sent. <c>null</c> if the target is none.</summary>
    public LogAddress? Address => Target is { } target ? LogAddressText.Parse(target.Value) : null;

    /// <summary>A file that has grown so large is put aside, in bytes; 0 never.</summary>
    public Setting<long>? RollSize { get; init; }

    /// <summary><c>roll_disabled</c>: the file is never put aside.</summary>
    public Setting<bool>? RollDisabled { get; init; }

    /// <summary><c>roll_uncompressed</c>: files that were put aside are not packed.</summary>
    public Setting<bool>? RollUncompressed { get; init; }

    /// <summary>How many old files are kept.</summary>
    public Setting<int>? RollKeep { get; init; }

    /// <summary>How long they are kept.</summary>
    public Setting<TimeSpan>? RollKeepFor { get; init; }
}
