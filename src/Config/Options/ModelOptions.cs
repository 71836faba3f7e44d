using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Options;

/// <summary>The options of a model.</summary>
internal static class ModelOptions
{
    public static OptionTable<ModelConfig> Table { get; } = new(
        [
            new(
                "capabilities",
                (model, values) => model with
                {
                    Capabilities =
                    [
                        .. model.Capabilities,
                        .. values.Names(
                            DiagnosticCodes.UnknownCapability, "capability", values.Context.Vocabulary.Capabilities, static name => name),
                    ],
                },
                IsList: true),
            new("input_price_per_1m", (model, values) => model with { InputPricePerMillion = values.Price() }),
            new("output_price_per_1m", (model, values) => model with { OutputPricePerMillion = values.Price() }),
            new(
                "visible_organization_ids",
                (model, values) => model with { VisibleOrganizationIds = [.. model.VisibleOrganizationIds, .. values.Texts()] },
                IsList: true),
            new(
                "visible_project_ids",
                (model, values) => model with { VisibleProjectIds = [.. model.VisibleProjectIds, .. values.Texts()] },
                IsList: true),
            new("enabled", (model, values) => model with { Enabled = values.Flag() }),
        ],
        later: ["fallbacks", "fallback", "context_window", "routing_strategy", "cache_enabled"]);

    /// <summary>A model as TOML writes it: with its names inside.</summary>
    public static OptionTable<ModelConfig> TomlTable { get; } = Table.With(
        new Option<ModelConfig>("name", (model, values) => values.Text() is { } name ? model with { Name = name } : model),
        new Option<ModelConfig>("provider", (model, values) => values.Text() is { } name ? model with { Provider = name } : model),
        new Option<ModelConfig>("provider_model", (model, values) =>
            values.Text() is { } name ? model with { ProviderModel = name } : model));
}
