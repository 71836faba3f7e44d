using Microsoft.AspNetCore.StaticFiles;

namespace FerroGate.Server.Sites.Files;

/// <summary>The content type of a file, by the end of its name; it is never guessed from what is inside.</summary>
internal static class FileTypes
{
    private static readonly FileExtensionContentTypeProvider Types = Make();

    /// <summary>The type; <c>null</c> where nobody knows it.</summary>
    public static string? Of(string path) =>
        Types.TryGetContentType(path, out var type) ? type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type : null;

    // Where the framework says otherwise than Go, and than what is registered today.
    private static FileExtensionContentTypeProvider Make()
    {
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".avif"] = "image/avif";
        types.Mappings[".js"] = types.Mappings[".mjs"] = "text/javascript";
        types.Mappings[".md"] = "text/markdown";
        types.Mappings[".wasm"] = "application/wasm";
        types.Mappings[".webp"] = "image/webp";
        types.Mappings[".xml"] = "text/xml";
        return types;
    }
}
