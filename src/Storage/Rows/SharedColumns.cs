namespace FerroGate.Storage.Rows;

/// <summary>Names of columns that several tables have, in the order in which rows are read and written.</summary>
internal static class SharedColumns
{
    public const string Tenant = "organization_id, team_id, project_id, user_id";

    public const string Usage =
        "input_tokens, cached_input, cache_write_5m, cache_write_1h, output_tokens, reasoning_tokens, " +
        "audio_input, audio_output, image_input";
}
