using FerroGate.Core.Records;
using FerroGate.Core.Snapshot;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>The targets of a model that are left for a request, and why the others are not.</summary>
/// <param name="model">The model.</param>
/// <param name="removed">Where it writes down whom it removes.</param>
internal sealed class Screening(Model model, List<RemovedTarget> removed)
{
    private readonly int _before = removed.Count;

    public IReadOnlyList<Target> Left { get; private set; } = model.Targets;

    /// <summary>Why the model has no target left, where more than one reason is to be named.</summary>
    public string Others => removed.Count - _before > 1 ? $" Its targets: {string.Join(", ", removed.Skip(_before))}." : "";

    /// <summary>Removes those that are not fit.</summary>
    /// <param name="isFit">Tells it.</param>
    /// <param name="reason">The code of the refusal.</param>
    /// <returns>Any are left.</returns>
    public bool Keep(Func<Target, bool> isFit, string reason) => Keep((isFit, reason), static (target, wanted) => wanted.isFit(target) ? null : wanted.reason);

    /// <summary>Removes those that something speaks against.</summary>
    /// <param name="reasonOf">Its code; <c>null</c> where nothing does.</param>
    /// <returns>Any are left.</returns>
    public bool Keep(Func<Target, string?> reasonOf) => Keep(reasonOf, static (target, reasonOf) => reasonOf(target));

    // Most of the time all of them are fit, and nothing is copied.
    private bool Keep<T>(T wanted, Func<Target, T, string?> reasonOf)
    {
        List<Target>? left = null;
        for (var i = 0; i < Left.Count; i++)
        {
            var target = Left[i];
            if (reasonOf(target, wanted) is { } reason)
            {
                removed.Add(new RemovedTarget(target.Provider.Name, target.ProviderModel, reason));
                left ??= [.. Left.Take(i)];
            }
            else
            {
                left?.Add(target);
            }
        }

        Left = left ?? Left;
        return Left.Count > 0;
    }
}
