using FerroGate.Core.Exchanges;

namespace FerroGate.Admin.Lists;

/// <summary>The words for endings.</summary>
internal static class EndingName
{
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
