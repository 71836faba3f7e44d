using System.Text.Json;

namespace FerroGate.Server.Hosting.Upgrades;

/// <summary>
/// What a process says to the one that takes over from it: which of its open files are what. Both run until the old one has served
/// its last request.
/// </summary>
/// <param name="Process">The old process.</param>
/// <param name="Ready">The end of a pipe to write to when the new one serves, or why it does not.</param>
/// <param name="Life">The end of a pipe that ends when the old process does.</param>
/// <param name="Lock">The lock of the data directory.</param>
/// <param name="Data">The data directory.</param>
/// <param name="Journal">The journal that the old process goes on writing.</param>
/// <param name="Listeners">What it listens on.</param>
internal sealed record HandoverNote(
    int Process, int Ready, int Life, int Lock, string Data, string Journal, IReadOnlyList<HandedListener> Listeners)
{
    /// <summary>The environment variable that it travels in.</summary>
    public const string Variable = "FERROGATE_HANDOVER";

    /// <summary>What a process says that it is ready with; everything else is why it is not.</summary>
    public const string ReadyWord = "ready";

    /// <summary>What the old process says on its pipe when it admits nobody to a budget any more, and all that it has admitted is in its journal.</summary>
    public const byte AdmittedIsWritten = 1;

    /// <summary>The old process says so; older versions know nothing of it.</summary>
    public bool TellsWhatIsAdmitted { get; init; }

    public string Write() => JsonSerializer.Serialize(this, HandoverJson.Default.HandoverNote);

    /// <exception cref="IOException">It is none.</exception>
    public static HandoverNote Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, HandoverJson.Default.HandoverNote) ?? throw new JsonException();
        }
        catch (JsonException exception)
        {
            throw new IOException($"{Variable} is for a process that takes over from another one, and does not say what that hands over.", exception);
        }
    }
}
