namespace FerroGate.Core.Records;

/// <summary>A target that a request could not be sent to.</summary>
/// <param name="Provider">Its provider.</param>
/// <param name="ProviderModel">The provider's model.</param>
/// <param name="Reason">The code of the refusal that the request would get were it the only one.</param>
public sealed record RemovedTarget(string Provider, string ProviderModel, string Reason)
{
    public override string ToString() => $"{Provider}:{ProviderModel} ({Reason})";
}
