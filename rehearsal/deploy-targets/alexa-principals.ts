/** As whom Alexa invokes a skill's function with directives of smart home. Source: "Steps to Build a Smart Home Skill". */
export const SMART_HOME = "alexa-connectedhome.amazon.com";

/** As whom Alexa invokes a skill's function with all else, such as skill events. Source: "Use Skill Events". */
export const SKILLS_KIT = "alexa-appkit.amazon.com";
