using FerroGate.Core.Keys;

namespace FerroGate.Core.Policies;

/// <summary>What the metadata of a request must say under one name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Values">What may stand there.</param>
public sealed record MetadataRule(string Name, NamePatterns Values)
{
    public bool Fits(IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        for (var i = 0; i < metadata.Count; i++)
        {
            if (metadata[i].Key == Name)
                return Values.Fit(metadata[i].Value);
        }

        return false;
    }
}
