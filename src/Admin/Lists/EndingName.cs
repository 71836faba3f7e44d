using FerroGate.Core.Exchanges;

namespace FerroGate.Admin.Lists;

/// <summary>The words for endings.</summary>
internal static class EndingName
{
    /// <summary>The ending of a word; <c>null</c> where it is none.</summary>
    public static Ending? Find(string word)
    {
        foreach (var ending in Enum.GetValues<Ending>())
        {
            if (Of(ending) == word)
                return ending;
        }

        return null;
    }

    public static string Of(Ending ending) => ending switch
    {
        Ending.Finished => "finished",
        Ending.ClientGone => "client_gone",
        Ending.UpstreamCut => "upstream_cut",
        Ending.ProviderError => "provider_error",
        Ending.Unreachable => "unreachable",
        Ending.ShutDown => "shut_down",
        Ending.Crashed => "crashed",
        Ending.GatewayError => "gateway_error",
        _ => throw new ArgumentOutOfRangeException(nameof(ending), ending, "An ending without a word."),
    };
}
