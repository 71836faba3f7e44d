using FerroGate.Ai.Conversations;
using FerroGate.Testing;
using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>
/// What may get lost, by pair of protocols: the checked-in tables beside this class. A loss that is not in its table fails a test,
/// and so does a line that nothing has lost. <c>FERROGATE_UPDATE_LOSSES=1</c> writes them anew, for a reviewer to read.
/// </summary>
internal sealed class LossTable(string name)
{
    private readonly SortedSet<string> _seen = new(StringComparer.Ordinal);

    private string PathOfFile => Path.Combine(Repository.Root, "test/Ai.Tests/Translation", $"{name}.losses");

    public void See(Protocol from, Protocol to, Loss loss) => _seen.Add($"{from} -> {to}: {loss.Path}={loss.Reason}");

    /// <summary>The lines of a pair that are wrong.</summary>
    public IEnumerable<string> Faults(Protocol from, Protocol to)
    {
        var head = $"{from} -> {to}: ";
        if (Environment.GetEnvironmentVariable("FERROGATE_UPDATE_LOSSES") == "1")
        {
            var others = File.Exists(PathOfFile) ? File.ReadAllLines(PathOfFile).Where(line => !line.StartsWith(head, StringComparison.Ordinal)) : [];
            File.WriteAllLines(PathOfFile, others.Concat(_seen).Order(StringComparer.Ordinal));
        }

        var allowed = File.ReadAllLines(PathOfFile).Where(line => line.StartsWith(head, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        return _seen.Where(line => !allowed.Contains(line)).Select(line => $"not allowed: {line}")
            .Concat(allowed.Where(line => !_seen.Contains(line)).Select(line => $"never lost: {line}"));
    }
}
