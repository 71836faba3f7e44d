using FerroGate.Core.Keys;

namespace FerroGate.Core.Policies;

/// <summary>What the metadata of a request or a key must say under one name. Where it is there twice, each reader may take another one, so both count.</summary>
/// <param name="Name">The name.</param>
/// <param name="Values">What may stand there.</param>
public sealed record MetadataRule(string Name, NamePatterns Values)
{
    public bool Fits(IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        for (var i = 0; i < metadata.Count; i++)
        {
            if (metadata[i].Key == Name && Values.Fit(metadata[i].Value))
                return true;
        }

        return false;
    }
}
